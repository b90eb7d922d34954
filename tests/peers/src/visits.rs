//! Visits as a building leader writes them, the same for every peer.

/// One visit: what Linli's own entry says of it.
pub struct Visit {
    pub id: String,
    pub household: String,
    pub outcome: &'static str,
    pub mode: &'static str,
    pub note: Option<&'static str>,
    pub at: i64,
    pub by: String,
}

const NOTES: [&str; 6] = [
    "反映三楼堆物，已劝说。",
    "老人独居，燃气报警器已检查。",
    "楼道灯坏了，已报修。",
    "不在家，留了便条。",
    "租客换了人，登记电话待补。",
    "加装电梯同意，意见已记。",
];

/// So many of them.
pub fn visits(count: usize) -> Vec<Visit> {
    let mut state = 7_u64;
    let mut draw = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    (0..count)
        .map(|n| Visit {
            id: format!("{:016x}{:016x}", draw(), draw()),
            household: format!("{:016x}{:016x}", n as u64 % 24, 7),
            outcome: ["home", "not_home", "refused", "moved"][draw() as usize % 4],
            mode: ["door", "downstairs", "phone"][draw() as usize % 3],
            note: (n % 2 == 0).then(|| NOTES[draw() as usize % NOTES.len()]),
            at: 1_795_394_400_000 + n as i64 * 30_000,
            by: format!("{:032x}", 5),
        })
        .collect()
}
