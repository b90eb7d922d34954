//! The Kotlin façade: style, documentation, tests and packages in one run of Maven, then an app that has the packages alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::page;
use super::sum::{self, Sum};
use crate::bindings::{self, Profile};
use crate::minutes::{Phase, during};
use crate::setup;
use crate::shell::{self, Failure, say};

/// The oldest JDK that the build runs on.
const JDK: u32 = 17;

/// The façade alone.
pub(crate) fn facade(_: &[String]) -> Result<Sum, Failure> {
    tested(&[])
}

/// The façade and the apps that stand on it in one run of Maven, which compiles the façade once.
pub(crate) fn facade_and_apps(_: &[String]) -> Result<Sum, Failure> {
    setup::chinese_font()?;
    tested(&[&format!("-P{}", apps()?.0), "--fail-at-end"])
}

fn tested(apps: &[&str]) -> Result<Sum, Failure> {
    jdk_and_maven()?;
    bindings::generate(Profile::Development)?;
    shell::build_programs()?;
    let packages = shell::target_dir().join("maven");
    let mut sum = no_aar_without_libraries()?;
    sum.add(sum::counted(reactor(&packages)?.args(apps), |line| {
        surefire_total(line).or_else(|| dokka_complaint(line))
    })?);
    if sum.failed == 0 {
        sum.add(aar()?);
        sum.add(consumer(&packages)?);
        sum.add(page::in_clean_folder("kotlin", |clean| {
            quickstart(&packages, clean)
        })?);
    }
    Ok(sum)
}

fn jdk_and_maven() -> Result<(), Failure> {
    if has_jdk() && has_maven() {
        return Ok(());
    }
    say(format!(
        "the Kotlin part needs JDK {JDK} or newer and Maven"
    ));
    setup::apt_install(&["openjdk-17-jdk-headless", "maven"])?;
    if has_jdk() && has_maven() {
        return Ok(());
    }
    Err(Failure::machine(format!(
        "JDK and Maven are installed, but `javac -version` is still older than {JDK} or `mvn` does not start"
    )))
}

fn has_jdk() -> bool {
    shell::output_of(Command::new("javac").arg("-version"))
        .is_ok_and(|said| jdk_version(&said).is_some_and(|version| version >= JDK))
}

/// 17 of `javac 17.0.15`.
fn jdk_version(said: &str) -> Option<u32> {
    let version = said.trim().strip_prefix("javac ")?;
    version.split(['.', '-', '+']).next()?.parse().ok()
}

fn has_maven() -> bool {
    shell::succeeds(Command::new("mvn").arg("-version"))
}

/// Maven without colours, questions and daemons, with everything it builds and fetches below `target`.
fn maven(folder: &Path) -> Command {
    let mut command = Command::new("mvn");
    command
        .args(["-B", "-Dstyle.color=never", "--no-transfer-progress"])
        .args(kept_below_target())
        .current_dir(folder);
    command
}

/// Maven's own repository, so that a second run fetches nothing and the home folder stays as it is.
fn repository() -> PathBuf {
    shell::target_dir().join("maven-repository")
}

/// Settings of a JVM that keep Maven's repository, and the library that JNA unpacks, below `target`.
fn kept_below_target() -> [String; 2] {
    [
        format!("-Dmaven.repo.local={}", repository().display()),
        unpacking(),
    ]
}

fn unpacking() -> String {
    format!("-Djna.tmpdir={}", shell::target_dir().join("tmp").display())
}

/// `deploy` is the last phase: style, documentation, tests and packages lie before it. Nothing is installed beside the packages,
/// so that the consumer finds these and no others. The AAR holds stand-ins for the libraries of phones, and lies apart from the
/// packages: nobody may take it for one.
fn reactor(packages: &Path) -> Result<Command, Failure> {
    if packages.exists() {
        std::fs::remove_dir_all(packages)
            .map_err(|error| Failure::machine(format!("{}: {error}", packages.display())))?;
    }
    let mut command = maven(&shell::root().join("android"));
    command
        .args(["-Pgates", "-Dmaven.install.skip=true"])
        .arg(format!("-Dlinli.jni={}", stand_ins()?.display()))
        .arg(format!(
            "-Dlinli.aar.repository=file://{}",
            stand_in_packages().display()
        ))
        .arg(format!("-Dlinli.target={}", shell::target_dir().display()))
        .arg("deploy")
        .env("LINLI_HUB", shell::built("linli-hub"));
    Ok(command)
}

/// The command that starts one person's field day in Kotlin.
pub(crate) fn day() -> Result<String, Failure> {
    let classes = classes(Profile::Development)?;
    let unpacking = unpacking();
    Ok(format!(
        "java '{unpacking}' -cp '{classes}' org.linli.day.FieldDay"
    ))
}

/// The words after `java` that keep its files below `target` and give it these classes.
pub(crate) fn java(classes: &str) -> [String; 4] {
    [
        unpacking(),
        "-Dfile.encoding=UTF-8".to_owned(),
        "-cp".to_owned(),
        classes.to_owned(),
    ]
}

/// The class path of a module of the apps, compiled first.
pub(crate) fn app_classes(module: &str) -> Result<String, Failure> {
    let mut compile = of_apps("app", module)?;
    compile.args(["-q", "process-test-classes"]);
    during(Phase::Build, || shell::run(&mut compile))?;
    listed(module, "test.classpath")
}

/// The native library of a build, and the class path of the window for a computer that carries it, compiled first.
pub(crate) fn desktop_classes(profile: Profile) -> Result<(PathBuf, String), Failure> {
    let library = bindings::generate(profile)?.library_folder();
    let mut compile = of_apps_on(profile, "app", "desktop")?;
    compile.args(["-q", "-DskipTests", "process-test-classes"]);
    during(Phase::Build, || shell::run(&mut compile))?;
    let classes = listed("desktop", "runtime.classpath")?;
    Ok((library.join(bindings::library_name()), classes))
}

/// The apps alone: their tests and style. The façade below is compiled, and tested by its own part.
pub(crate) fn apps_alone(_: &[String]) -> Result<Sum, Failure> {
    setup::chinese_font()?;
    let (profiles, modules) = apps()?;
    let mut command = of_apps(&format!("{profiles},gates"), modules)?;
    command.args(["-Dlinli.facade.tested=true", "verify"]);
    sum::counted(&mut command, surefire_total)
}

/// Profiles and modules of the apps that are built on this machine.
fn apps() -> Result<(&'static str, &'static str), Failure> {
    if PHONE_IS_BUILT {
        setup::python()?;
        return Ok(("app,phone", "screens,desktop,app"));
    }
    say("the tools of the Android app are here for Linux on x86_64 alone: left out");
    Ok(("app", "screens,desktop"))
}

/// Maven over modules of the apps and what they stand on, the bindings there before it.
fn of_apps(profiles: &str, modules: &str) -> Result<Command, Failure> {
    of_apps_on(Profile::Development, profiles, modules)
}

fn of_apps_on(profile: Profile, profiles: &str, modules: &str) -> Result<Command, Failure> {
    jdk_and_maven()?;
    bindings::generate(profile)?;
    let mut command = maven(&shell::root().join("android"));
    command
        .arg(format!("-Dlinli.target={}", shell::target_dir().display()))
        .args([&format!("-P{profiles}"), "-pl", modules, "-am"]);
    Ok(command)
}

/// Whether aapt2, which comes built, runs here.
const PHONE_IS_BUILT: bool = cfg!(all(target_os = "linux", target_arch = "x86_64"));

/// The Android app as classes and linked resources, and the tools that pack it.
pub(crate) fn phone_classes() -> Result<(), Failure> {
    if !PHONE_IS_BUILT {
        return Err(Failure::machine(
            "the Android app is built on Linux on x86_64: aapt2 is not here for other machines",
        ));
    }
    setup::python()?;
    let mut compile = of_apps("phone", "app")?;
    compile.args(["-q", "-Dlinli.facade.tested=true", "-DskipTests", "package"]);
    during(Phase::Build, || shell::run(&mut compile))
}

/// Measures the façade; its rows come to lie in `rows`.
pub(crate) fn bench(rows: &Path) -> Result<(), Failure> {
    let mut bench = Command::new("java");
    let classes = classes(Profile::Release)?;
    bench.args([&unpacking(), "-cp", &classes, "org.linli.Bench"]);
    shell::run(bench.arg(rows).stdout(std::io::stderr()))
}

/// Measures what a frame of the app costs while a long list scrolls; its row comes to lie in `rows`.
pub(crate) fn bench_frames(rows: &Path) -> Result<(), Failure> {
    setup::chinese_font()?;
    let mut compile = of_apps_on(Profile::Release, "app", "screens")?;
    compile.args(["-q", "-Dlinli.facade.tested=true", "process-test-classes"]);
    during(Phase::Build, || shell::run(&mut compile))?;
    let mut bench = Command::new("java");
    bench
        .arg("-Djava.awt.headless=true")
        .args(java(&listed("screens", "test.classpath")?))
        .arg("org.linli.app.Frames");
    shell::run(bench.arg(rows).stdout(std::io::stderr()))
}

/// A class path that a module of the apps listed when it was compiled.
fn listed(module: &str, name: &str) -> Result<String, Failure> {
    let file = shell::target_dir().join("android").join(module).join(name);
    let classes = std::fs::read_to_string(&file)
        .map_err(|error| Failure::machine(format!("{}: {error}", file.display())))?;
    Ok(classes.trim().to_owned())
}

/// The class path of façade and tests. Compiles first, unless what was compiled is newer than the library.
fn classes(profile: Profile) -> Result<String, Failure> {
    jdk_and_maven()?;
    let library = bindings::generate(profile)?.folder.join("surface.tsv");
    let classpath = shell::target_dir().join("android/linli/test.classpath");
    if !is_newer(&classpath, &library) {
        let mut compile = maven(&shell::root().join("android"));
        compile
            .arg(format!("-Dlinli.target={}", shell::target_dir().display()))
            .args(["-q", "-pl", "linli", "-am", "process-test-classes"]);
        during(Phase::Build, || shell::run(&mut compile))?;
    }
    let classes = std::fs::read_to_string(&classpath)
        .map_err(|error| Failure::machine(format!("{}: {error}", classpath.display())))?;
    Ok(classes.trim().to_owned())
}

fn is_newer(one: &Path, other: &Path) -> bool {
    let written = |path: &Path| path.metadata().and_then(|about| about.modified()).ok();
    written(one)
        .zip(written(other))
        .is_some_and(|(one, other)| one > other)
}

/// For which processors an AAR must hold the library.
const PROCESSORS: &[&str] = &["arm64-v8a", "armeabi-v7a", "x86_64"];

fn stand_in_packages() -> PathBuf {
    shell::target_dir().join("stand-in").join("maven")
}

/// Files in the place of the native libraries, for machines without the NDK: enough to see that the AAR takes them in.
pub(crate) fn stand_ins() -> Result<PathBuf, Failure> {
    let folder = shell::target_dir().join("stand-in").join("jniLibs");
    for name in PROCESSORS {
        let of_one = folder.join(name);
        std::fs::create_dir_all(&of_one)
            .and_then(|()| std::fs::write(of_one.join("liblinli_ffi.so"), "a stand-in"))
            .map_err(|error| Failure::machine(format!("{}: {error}", of_one.display())))?;
    }
    Ok(folder)
}

/// The build must end, and say what to do. One library short is as bad as none.
fn no_aar_without_libraries() -> Result<Sum, Failure> {
    let folder = shell::target_dir().join("stand-in").join("short");
    let of_one = folder.join(PROCESSORS[0]);
    std::fs::create_dir_all(&of_one)
        .and_then(|()| std::fs::write(of_one.join("liblinli_ffi.so"), "a stand-in"))
        .map_err(|error| Failure::machine(format!("{}: {error}", of_one.display())))?;
    let mut sum = Sum::default();
    for jni in [folder, shell::target_dir().join("stand-in").join("none")] {
        let mut command = maven(&shell::root().join("android"));
        command
            .args(["-q", "-pl", "linli-android", "-am", "validate"])
            .arg(format!("-Dlinli.target={}", shell::target_dir().display()))
            .arg(format!("-Dlinli.jni={}", jni.display()));
        let mut said = false;
        let status = shell::run_watched(&mut command, |line| {
            said |= line.contains("cargo xtask package android");
        })?;
        sum.add(Sum::one(said && !status.success()));
    }
    Ok(sum)
}

/// The parts that an Android app takes from the AAR must be in it.
fn aar() -> Result<Sum, Failure> {
    let packages = stand_in_packages();
    let file = packages.join("org/linli/linli-android/0.1.0/linli-android-0.1.0.aar");
    let listed = shell::output_of(Command::new("jar").arg("tf").arg(&file))?;
    let mut sum = Sum::default();
    let mut wanted: Vec<String> = PROCESSORS
        .iter()
        .map(|name| format!("jni/{name}/liblinli_ffi.so"))
        .collect();
    wanted.extend(
        [
            "AndroidManifest.xml",
            "classes.jar",
            "proguard.txt",
            "R.txt",
        ]
        .map(str::to_owned),
    );
    for name in wanted {
        let there = listed.lines().any(|line| line == name);
        if !there {
            println!("FAILED: {name} is missing in {}", file.display());
        }
        sum.add(Sum::one(there));
    }
    Ok(sum)
}

/// A small app, outside the repository, built with an older compiler against the packages alone.
fn consumer(packages: &Path) -> Result<Sum, Failure> {
    let broken = |error: std::io::Error| Failure::machine(format!("the consumer: {error}"));
    forget_cached_packages().map_err(broken)?;
    let folder = std::env::temp_dir().join(format!("linli-consumer-{}", std::process::id()));
    shell::copy_tree(&shell::root().join("tests/consumers/kotlin"), &folder)?;
    let mut command = maven(&folder);
    command
        .arg(format!("-Dlinli.repository=file://{}", packages.display()))
        .arg("test");
    let sum = sum::counted(&mut command, surefire_total);
    std::fs::remove_dir_all(&folder).map_err(broken)?;
    forget_cached_packages().map_err(broken)?;
    sum
}

/// The page, in an empty folder beside the packages. Its first command builds those: that is done already.
fn quickstart(packages: &Path, folder: &Path) -> Result<Sum, Failure> {
    let broken = |error: std::io::Error| Failure::machine(format!("the page: {error}"));
    let blocks = page::blocks("kotlin.md")?;
    let app = folder.join("app");
    page::write_files(&blocks, "kotlin", &app)?;
    shell::copy_tree(packages, &folder.join("linli/target/maven"))?;
    let commands = page::commands_after(&blocks, "cargo xtask test --only kotlin")?;
    say(format!(
        "following docs/embedding/kotlin.md: {}",
        commands.trim()
    ));
    // Read by Maven and by the program that it starts.
    let mut options = std::env::var("JAVA_TOOL_OPTIONS").unwrap_or_default();
    for setting in kept_below_target() {
        options.push_str(&format!(" '{setting}'"));
    }
    options.push_str(" -Dfile.encoding=UTF-8");
    forget_cached_packages().map_err(broken)?;
    let mut follow = Command::new("sh");
    follow
        .args(["-e", "-c", &commands])
        .env("JAVA_TOOL_OPTIONS", options)
        .current_dir(&app);
    let printed = shell::output_of(&mut follow);
    forget_cached_packages().map_err(broken)?;
    // Maven sets its own colours back at the end, asked for colours or not.
    let printed = printed?.replace("\u{1b}[0m", "");
    let printed = printed.trim_end();
    let as_shown = page::shows(&page::first(&blocks, "text")?.text, printed);
    if !as_shown {
        println!("FAILED: docs/embedding/kotlin.md printed\n{printed}");
    }
    Ok(Sum::one(as_shown))
}

/// Maven never looks again for a release that it has: it would test the packages of an earlier run.
fn forget_cached_packages() -> std::io::Result<()> {
    let cached = repository().join("org/linli");
    if cached.exists() {
        std::fs::remove_dir_all(cached)?;
    }
    Ok(())
}

/// `Tests run: 9, Failures: 1, Errors: 0, Skipped: 2`: a module's total. The lines of single classes also say how long they
/// took, and are in the total.
fn surefire_total(line: &str) -> Option<Sum> {
    let (_, counts) = line.split_once("Tests run: ")?;
    if counts.contains("Time elapsed") {
        return None;
    }
    let mut numbers = counts.split(", ").map(|part| {
        part.rsplit(' ')
            .next()
            .and_then(|word| word.trim().parse::<u64>().ok())
    });
    let mut next = || numbers.next().flatten();
    let (run, failures, errors, skipped) = (next()?, next()?, next()?, next()?);
    let failed = failures + errors;
    Some(Sum {
        passed: run.saturating_sub(failed + skipped),
        failed,
    })
}

/// A public thing without documentation, or a link that leads nowhere. What the compiler adds to every enum cannot be documented.
fn dokka_complaint(line: &str) -> Option<Sum> {
    let undocumented = line.contains("Undocumented: ")
        && !["/entries/", "/values/", "/valueOf/"]
            .iter()
            .any(|added| line.contains(added));
    (undocumented || line.contains("Couldn't resolve link")).then(|| Sum::one(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_of_surefire_is_counted_once() {
        let total = "[ERROR] Tests run: 9, Failures: 1, Errors: 1, Skipped: 2";
        assert_eq!(
            surefire_total(total),
            Some(Sum {
                passed: 5,
                failed: 2
            })
        );
        let class = "[INFO] Tests run: 9, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in org.linli.CallsTest";
        assert_eq!(surefire_total(class), None);
        assert_eq!(surefire_total("[INFO] BUILD SUCCESS"), None);
    }

    #[test]
    fn what_is_not_documented_fails_unless_the_compiler_wrote_it() {
        let ours = "[WARNING] Undocumented: org.linli/RecordId/toString/#/ (JVM)";
        assert_eq!(dokka_complaint(ours), Some(Sum::one(false)));
        let compilers = "[WARNING] Undocumented: org.linli/Choice/valueOf/#kotlin.String/ (JVM)";
        assert_eq!(dokka_complaint(compilers), None);
    }

    #[test]
    fn a_jdk_says_how_old_it_is() {
        assert_eq!(jdk_version("javac 17.0.15\n"), Some(17));
        assert_eq!(jdk_version("javac 25-ea"), Some(25));
        assert_eq!(jdk_version("javac 1.8.0_402"), Some(1));
        assert_eq!(jdk_version("sh: javac: not found"), None);
    }

    /// `key = "value"` of `libs.versions.toml` beside `<key>value</key>` of the pom.
    #[test]
    fn android_studio_builds_with_the_versions_of_the_poms() {
        let read = |file: &str| {
            std::fs::read_to_string(shell::root().join("android").join(file)).expect(file)
        };
        let (catalog, pom) = (read("gradle/libs.versions.toml"), read("pom.xml"));
        let versions = catalog.lines().filter_map(|line| {
            let (key, value) = line.split_once(" = \"")?;
            Some((key, value.strip_suffix('"')?))
        });
        let known = [
            ("kotlin", "kotlin.version"),
            ("kotlin-stdlib", "kotlin.stdlib.version"),
            ("coroutines", "coroutines.version"),
            ("jna", "jna.version"),
            ("junit", "junit.version"),
            ("turbine", "turbine.version"),
            ("zxing", "zxing.version"),
        ];
        let mut seen = 0;
        for (key, value) in versions {
            if let Some((_, tag)) = known.iter().find(|(name, _)| *name == key) {
                assert!(
                    pom.contains(&format!("<{tag}>{value}</{tag}>")),
                    "{key} is {value}"
                );
                seen += 1;
            }
        }
        assert_eq!(seen, known.len());
    }
}
