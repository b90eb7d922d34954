//! Switches of a pack: what they name is there, and under each of their words every matter of the flow comes to an end.

use super::super::pack::{Flow, Pack, Switch, SwitchWord};
use super::reach::Reach;
use super::{Found, Wrong, fields};

pub(super) fn check(pack: &Pack, found: &mut Found) {
    let names = pack.switches.iter().map(|switch| switch.name.as_str());
    found.once(names, |index| format!("switches[{index}].switch"));
    for (index, switch) in pack.switches.iter().enumerate() {
        let at = format!("switches[{index}]");
        found.title(&switch.title, &format!("{at}.title"));
        if switch.word(&switch.default).is_none() {
            found.say(Wrong::NoWord, format!("{at}.default"));
        }
        let words = switch.words.iter().map(|word| word.word.as_str());
        found.once(words, |word| format!("{at}.of[{word}].word"));
        let flow = pack.flow(&switch.flow);
        if flow.is_none() {
            found.say(Wrong::NoFlow, format!("{at}.flow"));
        }
        for (which, word) in switch.words.iter().enumerate() {
            let at = format!("{at}.of[{which}]");
            found.title(&word.title, &format!("{at}.title"));
            if let Some(flow) = flow {
                check_word(flow, switch, word, &at, found);
            }
        }
    }
}

fn check_word(flow: &Flow, switch: &Switch, word: &SwitchWord, at: &str, found: &mut Found) {
    let before = found.0.len();
    for (which, point) in word.takes.iter().enumerate() {
        let at = format!("{at}.takes[{which}]");
        match (flow.step(&point.step), &point.when) {
            (None, _) => found.say(Wrong::NoStep, at),
            (Some(_), None) => {}
            (Some(place), Some(when)) => {
                fields::when(&flow.steps[place].fields, when, &at, found);
            }
        }
    }
    if found.0.len() > before {
        return;
    }
    let left = under(flow, switch, word);
    let reach = Reach::of(&left);
    let states = left.states.iter().filter(|state| !state.is_final);
    let mut stuck =
        states.filter(|state| reach.is_reached(&state.name) && !reach.ends(&state.name));
    if stuck.next().is_some() {
        found.say(Wrong::DeadEnd, at.to_owned());
    }
}

/// A flow as it is under a word: without the steps that other words take alone.
fn under(flow: &Flow, switch: &Switch, word: &SwitchWord) -> Flow {
    let takes = |word: &SwitchWord, step: &str| {
        let mut whole = word.takes.iter().filter(|point| point.when.is_none());
        whole.any(|point| point.step == step)
    };
    let mut left = flow.clone();
    left.steps.retain(|step| {
        takes(word, &step.name) || !switch.words.iter().any(|one| takes(one, &step.name))
    });
    left
}
