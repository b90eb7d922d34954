mod demo;
mod import_check;

fn main() {}
