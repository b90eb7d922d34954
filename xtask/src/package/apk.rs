//! `cargo xtask package apk`: the Android app, shrunk, signed and verified. Needs no SDK, and the libraries of `package android`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, Failure, say};
use crate::test::kotlin;

/// The key store of those who publish the app, and its password.
const KEYSTORE: &str = "LINLI_KEYSTORE";
const PASSWORD: &str = "LINLI_KEYSTORE_PASSWORD";

/// Whoever publishes nothing signs with a key that is made here, and worth nothing.
const NOBODYS: &str = "nobodys";

/// Packs it; `--stand-in` with something in the place of the native libraries, to see that it can be packed and what the rest weighs.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let target = shell::target_dir();
    let (libraries, name) = match arguments {
        [] => (target.join("mobile").join("jniLibs"), "linli.apk"),
        [word] if word == "--stand-in" => (kotlin::stand_ins()?, "stand-in.apk"),
        _ => return Err(Failure::usage("`package apk` takes --stand-in or nothing")),
    };
    if arguments.is_empty() {
        super::android::run(&["--check".to_owned()])?;
    }
    kotlin::phone_classes()?;
    let (keystore, password) = keystore()?;
    let out = target.join("apk").join(name);
    let android = shell::root().join("android");
    let mut pack = Command::new("python3");
    pack.arg(android.join("app/tools/pack.py"))
        .args([&android, &target.join("android"), &libraries, &keystore])
        .arg(&out)
        .env(PASSWORD, password);
    shell::run(&mut pack)?;
    say(format!("packed, signed and verified: {}", out.display()));
    if !arguments.is_empty() {
        say("its native libraries are empty: it is for measuring, no phone can run it");
    }
    Ok(())
}

/// The publisher's, from the environment; else one that is made here.
fn keystore() -> Result<(PathBuf, String), Failure> {
    match (std::env::var(KEYSTORE), std::env::var(PASSWORD)) {
        (Ok(file), Ok(password)) => return Ok((PathBuf::from(file), password)),
        (Err(_), Err(_)) => {}
        _ => {
            return Err(Failure::usage(format!(
                "{KEYSTORE} and {PASSWORD} go together: a PKCS #12 file with a key named `linli`, and its password"
            )));
        }
    }
    let folder = shell::target_dir().join("apk");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::machine(format!("{}: {error}", folder.display())))?;
    let file = folder.join("nobodys.p12");
    if !file.is_file() {
        make(&file)?;
    }
    Ok((file, NOBODYS.to_owned()))
}

fn make(file: &Path) -> Result<(), Failure> {
    let mut keytool = Command::new("keytool");
    keytool
        .args(["-genkeypair", "-storetype", "PKCS12", "-alias", "linli"])
        .args(["-keyalg", "RSA", "-keysize", "3072", "-validity", "10000"])
        .args(["-dname", "CN=nobody", "-storepass", NOBODYS, "-keystore"]);
    shell::run(keytool.arg(file))
}
