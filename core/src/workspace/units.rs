//! Amounts as people read them, from the whole numbers that are kept: fen as yuan, cm² as square metres.

/// Yuan with two decimals and commas, of fen: `-1,234.50`.
pub(crate) fn yuan(fen: i64) -> String {
    let digits = (fen.unsigned_abs() / 100).to_string();
    let mut whole = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            whole.push(',');
        }
        whole.push(digit);
    }
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{whole}.{:02}", fen.unsigned_abs() % 100)
}

/// Square metres with two decimals, of cm²: half a hundredth and more is one.
pub(crate) fn square_metres(cm2: i64) -> String {
    let hundredths = (cm2.unsigned_abs() + 50) / 100;
    let sign = if cm2 < 0 && hundredths > 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_commas_and_two_decimals() {
        let said: Vec<String> = [0, 5, -5, 123_456, -100_000_000, 99_999]
            .into_iter()
            .map(yuan)
            .collect();
        assert_eq!(
            said,
            [
                "0.00",
                "0.05",
                "-0.05",
                "1,234.56",
                "-1,000,000.00",
                "999.99"
            ]
        );
    }

    #[test]
    fn areas_have_two_decimals_and_the_sign_of_the_whole() {
        let said: Vec<String> = [0, 49, 50, 891_200, 891_250, -5_000, -49, i64::MIN]
            .into_iter()
            .map(square_metres)
            .collect();
        assert_eq!(
            said,
            [
                "0.00",
                "0.00",
                "0.01",
                "89.12",
                "89.13",
                "-0.50",
                "0.00",
                "-922337203685477.58"
            ]
        );
    }
}
