use super::*;

fn disk(events: &[Event]) -> Disk {
    let mut disk = Disk {
        nodes: vec![Node::folder()],
        by_ino: BTreeMap::from([(1, 0)]),
    };
    for event in events {
        disk.apply(event).expect("no hole");
    }
    disk
}

fn created(path: &str, ino: u64) -> Event {
    Event::Created {
        path: path.to_owned(),
        ino,
    }
}

fn written(ino: u64, at: usize, byte: u8, len: usize) -> Event {
    Event::Written {
        ino,
        at,
        data: vec![byte; len],
    }
}

const FOLDER: Event = Event::Synced { ino: 1 };

#[test]
fn a_synced_file_without_its_name_is_lost_and_with_it_is_whole() {
    let mut events = vec![
        created("a", 2),
        written(2, 0, 7, 700),
        Event::Synced { ino: 2 },
    ];
    let cut = |events: &[Event], fate| disk(events).cut(fate, &mut Dice::new(1));
    assert!(cut(&events, Fate::Dropped).is_empty());
    assert_eq!(cut(&events, Fate::Kept)["a"], Some(vec![7; 700]));
    events.push(FOLDER);
    for fate in Fate::ALL {
        assert_eq!(cut(&events, fate)["a"], Some(vec![7; 700]));
    }
}

#[test]
fn what_was_synced_survives_whatever_becomes_of_what_came_after() {
    let events = [
        created("a", 2),
        written(2, 0, 7, 2048),
        Event::Synced { ino: 2 },
        FOLDER,
        written(2, 1000, 8, 48),
        Event::Cut { ino: 2, len: 3000 },
    ];
    let disk = disk(&events);
    for seed in 0..200 {
        for fate in Fate::ALL {
            let image = disk.cut(fate, &mut Dice::new(seed));
            let bytes = image["a"].as_ref().expect("a file");
            assert_eq!(bytes[..1000], [7; 1000]);
            assert_eq!(bytes[1048..2048], [7; 1000]);
            assert!(bytes.len() == 2048 || bytes.len() == 3000);
        }
    }
}

#[test]
fn writes_tear_at_sectors_and_two_in_one_sector_keep_their_order() {
    let events = [
        created("a", 2),
        written(2, 0, 1, 1024),
        Event::Synced { ino: 2 },
        FOLDER,
        written(2, 0, 2, 1024),
        written(2, 100, 3, 10),
    ];
    let disk = disk(&events);
    let mut kinds = std::collections::BTreeSet::new();
    for seed in 0..200 {
        let image = disk.cut(Fate::Torn, &mut Dice::new(seed));
        let bytes = image["a"].as_ref().expect("a file");
        let (first, second) = (bytes[0], bytes[600]);
        assert!(bytes[512..].iter().all(|byte| *byte == second));
        // The later write never came without the earlier one.
        assert!(bytes[105] == first || (bytes[105] == 3 && first == 2));
        kinds.insert((first, bytes[105], second));
    }
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}

#[test]
fn a_rename_happens_or_does_not_and_an_unsynced_removal_may_come_back() {
    let events = [
        created("new", 2),
        written(2, 0, 9, 4),
        Event::Synced { ino: 2 },
        created("old", 3),
        written(3, 0, 1, 4),
        Event::Synced { ino: 3 },
        FOLDER,
        Event::Renamed {
            from: "new".to_owned(),
            to: "old".to_owned(),
        },
    ];
    let disk = disk(&events);
    for seed in 0..50 {
        let image = disk.cut(Fate::Scattered, &mut Dice::new(seed));
        let moved = image["old"] == Some(vec![9; 4]);
        assert_eq!(image.contains_key("new"), !moved);
        assert!(moved || image["old"] == Some(vec![1; 4]));
    }
}
