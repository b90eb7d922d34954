//! `linli-hub`: makes, serves, backs up and checks a hub. Exit 0 done, 1 the answer is no, 2 the call is wrong, 3 the
//! machine failed.

mod operator;

use clap::{Parser, Subcommand};
use linli_core::env::{Clock, Random, SystemClock, SystemRandom};
use linli_core::store::{Ballast, DatabaseKey};
use linli_core::workspace::{OpenOptions, Workspace};
use linli_hub::backup::{self, BackupError};
use linli_hub::disk::Disk;
use linli_hub::folder::{Folder, FolderError};
use linli_hub::http::{HttpOptions, Listening};
use linli_hub::practice::{Practice, Weather};
use linli_hub::secret::{key_of_text, secret_option};
use linli_hub::service::operator::Command as OperatorCommand;
use linli_hub::service::{LimitOptions, Service, ServiceOptions};
use serde_json::{Value, json};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// The server that Linli's phones sync with.
///
/// It stores and forwards signed records by scope and witnesses when they came. It has no key that could write one.
/// Answers are JSON on standard output; what happens is logged as JSON lines on standard error.
#[derive(Parser)]
#[command(name = "linli-hub", version)]
struct Call {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes an empty hub in a folder, and a token with which one office may claim it within 24 hours.
    Init {
        /// The hub's data folder.
        #[arg(long)]
        data: PathBuf,
        #[command(flatten)]
        json: Json,
    },
    /// Makes another token, for one more office.
    Token {
        /// The hub's data folder.
        #[arg(long)]
        data: PathBuf,
        #[command(flatten)]
        json: Json,
    },
    /// Serves until SIGTERM or Ctrl-C. One line on standard output says where, once it is ready.
    Serve {
        /// The hub's data folder.
        #[arg(long)]
        data: PathBuf,
        /// The address to listen on; port 0 takes any free one.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
        /// Speak plain HTTP, to this machine only: phones do not.
        #[arg(long)]
        no_tls: bool,
        /// The address of a proxy that passes TLS through and says for whom (PROXY protocol, version 1).
        #[arg(long, value_name = "ADDRESS")]
        proxy: Option<IpAddr>,
        /// Connections at once of one network address; more where a carrier puts many phones behind one.
        #[arg(long, value_name = "N", default_value_t = HttpOptions::default().connections_per_address)]
        connections_per_address: usize,
        /// MiB of bodies that are on their way at once from one network address.
        #[arg(long, value_name = "N", default_value_t = HttpOptions::default().body_bytes_per_address >> 20)]
        body_mib_per_address: usize,
        #[command(flatten)]
        json: Json,
    },
    /// Serves a hub for an embedder's own tests, on a line that fails on demand.
    ///
    /// One line on standard output is `{"url","pin","token"}`. Then it reads standard input, a word a line: `good`, `lift`,
    /// `garage`, `slow` or `none` says how the line behaves from then on, `token` asks for one more office's token,
    /// `passed` for what went through; each is answered by one line. It ends with its input.
    Practice {
        /// The hub's data folder, made if it is missing.
        data: PathBuf,
    },
    /// Writes a sealed backup, reads it back, and tells phones what it covers. The hub may be serving meanwhile.
    Backup {
        /// The hub's data folder.
        #[arg(long)]
        data: PathBuf,
        /// The file; carry it to another machine, and leave the `.key` file beside it behind.
        #[arg(long)]
        to: PathBuf,
        /// A folder, on another machine too, for copies of the photos: they are sealed already, and only new ones are
        /// copied. Without it phones keep their pictures.
        #[arg(long, value_name = "FOLDER")]
        photos_to: Option<PathBuf>,
        #[command(flatten)]
        json: Json,
    },
    /// Puts a hub up again from a backup. Phones then send what it lacks.
    Restore {
        /// The hub's data folder; what it holds is moved aside.
        #[arg(long)]
        data: PathBuf,
        /// The backup.
        #[arg(long)]
        from: PathBuf,
        /// A store of the office (as of `linli drive`): opens a backup whose `.key` file is lost.
        #[arg(long)]
        office: Option<PathBuf>,
        /// The office store's key: @FILE, env:NAME, or 64 hexadecimal digits (which the list of processes shows); else the
        /// file `key` in it.
        #[arg(long, requires = "office", value_name = "HEX64|@FILE|env:NAME")]
        office_key: Option<String>,
        /// The folder of photo copies: those that are missing here are copied back.
        #[arg(long, value_name = "FOLDER")]
        photos_from: Option<PathBuf>,
        #[command(flatten)]
        json: Json,
    },
    /// Numbers of each community.
    Status {
        /// The hub's data folder.
        #[arg(long)]
        data: PathBuf,
        #[command(flatten)]
        json: Json,
    },
    /// Checks every signature, chain, hash and state. Exit 1 if anything fails.
    Verify {
        /// The hub's data folder.
        #[arg(long)]
        data: PathBuf,
        #[command(flatten)]
        json: Json,
    },
}

#[derive(clap::Args)]
struct Json {
    /// One JSON document on standard output (it is always that).
    #[arg(long)]
    json: bool,
}

/// The reason why a command was not done.
enum Failure {
    /// The words of the call make none: what the argument parser says.
    Call(String),
    /// The call is wrong: code, Chinese, English.
    Input(&'static str, &'static str, &'static str),
    /// The machine failed.
    Machine(String),
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Missing => Self::Input(
                "no_hub",
                "这个文件夹里没有服务器数据，请先运行 init。",
                "There is no hub in this folder; run init first.",
            ),
            FolderError::Exists => Self::Input(
                "hub_exists",
                "这个文件夹里已有服务器数据。",
                "There is a hub in this folder already.",
            ),
            FolderError::InUse => Self::Input(
                "hub_in_use",
                "服务器正在运行，请先停止。",
                "A hub serves from this folder; stop it first.",
            ),
            other => Self::Machine(other.to_string()),
        }
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Folder(error) => error.into(),
            BackupError::Damaged => Self::Input(
                "backup_damaged",
                "这不是备份文件，或已损坏。",
                "This is no backup, or it is damaged.",
            ),
            BackupError::KeyMissing => Self::Input(
                "backup_key_missing",
                "没有能打开这份备份的密钥：请把 .key 文件放在旁边，或用 --office 指定社区电脑的数据文件夹。",
                "No key at hand opens this backup: put its .key file beside it, or name a store of the office with --office.",
            ),
            BackupError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => Self::Input(
                "file_not_found",
                "找不到备份文件，或要写入的文件夹不存在。",
                "There is no such backup, or no folder to write one into.",
            ),
            BackupError::OtherHub => Self::Input(
                "backup_of_another_hub",
                "这个文件夹属于另一台服务器。",
                "This folder holds another hub.",
            ),
            other => Self::Machine(other.to_string()),
        }
    }
}

fn log() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("LINLI_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

fn options() -> ServiceOptions {
    ServiceOptions {
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        limits: LimitOptions::default(),
    }
}

fn init(data: &Path) -> Result<Value, Failure> {
    let random: &dyn Random = &SystemRandom;
    let folder = Folder::init(data, random)?;
    let token = folder.issue_token(random, SystemClock.now())?;
    Ok(json!({ "token": token, "pin": folder.key().pin().to_string() }))
}

fn serve(data: &Path, listen: SocketAddr, http: HttpOptions) -> Result<(), Failure> {
    if !http.tls && !listen.ip().is_loopback() {
        return Err(Failure::Input(
            "plain_http",
            "不加密的服务只能开在本机（127.0.0.1）：手机只认服务器自己的密钥。",
            "Without TLS a hub listens on its own machine only: phones accept nothing but the hub's own key.",
        ));
    }
    let failed = |error: &dyn std::fmt::Display| Failure::Machine(error.to_string());
    let service = Arc::new(Service::open(data, options())?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(http.requests + 8)
        .enable_all()
        .build()
        .map_err(|error| failed(&error))?;
    runtime.block_on(async {
        let listening = Listening::bind(Arc::clone(&service), listen, http)
            .await
            .map_err(|error| failed(&error))?;
        let address = listening.address().map_err(|error| failed(&error))?;
        let scheme = if http.tls { "https" } else { "http" };
        let url = format!("{scheme}://{address}");
        operator::leave_address(data, &url).map_err(|error| failed(&error))?;
        let pin = service.pin().to_string();
        println!("{}", json!({ "listening": url, "pin": pin }));
        tracing::info!(%url, "serving");
        let sweeping = Arc::clone(&service);
        tokio::spawn(async move {
            let mut hourly = tokio::time::interval(std::time::Duration::from_secs(3600));
            loop {
                hourly.tick().await;
                let service = Arc::clone(&sweeping);
                let swept = tokio::task::spawn_blocking(move || service.sweep_files()).await;
                if !matches!(swept, Ok(Ok(()))) {
                    tracing::warn!("photos were not swept");
                }
                if let Some(disk) = sweeping.disk().filter(Disk::is_nearly_full) {
                    tracing::warn!(
                        free = disk.free,
                        size = disk.size,
                        "the disk is nearly full"
                    );
                }
            }
        });
        listening.serve(stopped()).await;
        Ok::<_, Failure>(())
    })?;
    // Requests under way are finished first.
    runtime.shutdown_timeout(std::time::Duration::from_secs(20));
    operator::remove_address(data);
    service.shutdown().map_err(|error| failed(&error))?;
    tracing::info!("stopped");
    Ok(())
}

fn practice(data: &Path) -> Result<(), Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Machine(error.to_string());
    let practice = Practice::start(data, Arc::new(SystemClock), Arc::new(SystemRandom))
        .map_err(|error| failed(&error))?;
    let invitation = || practice.invitation().map_err(|error| failed(&error));
    println!("{}", invitation()?);
    for line in std::io::stdin().lines() {
        let line = line.map_err(|error| failed(&error))?;
        let answer = match line.trim() {
            "token" => invitation()?,
            "passed" => practice.passed(),
            word => match Weather::from_name(word) {
                Some(weather) => {
                    practice.weather(weather);
                    json!({ "line": word })
                }
                None => json!({ "error": "unknown_word" }),
            },
        };
        println!("{answer}");
    }
    Ok(())
}

/// Until the operator or the system asks to stop.
async fn stopped() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => {}
                () = interrupted => {}
            }
            return;
        }
    }
    interrupted.await;
}

fn backup(data: &Path, to: &Path, photos_to: Option<&Path>) -> Result<(bool, Value), Failure> {
    // A hub that is serving stands in another folder.
    let absolute = |path: &Path| {
        std::path::absolute(path).map_err(|error| Failure::Machine(error.to_string()))
    };
    let command = OperatorCommand::Backup {
        to: absolute(to)?,
        photos_to: photos_to.map(absolute).transpose()?,
    };
    operator::ask(data, command)
}

fn restore(
    data: &Path,
    from: &Path,
    office: Option<&Path>,
    office_key: Option<&str>,
) -> Result<Vec<String>, Failure> {
    let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) =
        (Arc::new(SystemClock), Arc::new(SystemRandom));
    let office = office.map(|dir| open_office(dir, office_key)).transpose()?;
    let open = office
        .as_ref()
        .map(|office| move |sealed: &_| office.open_sealed_key(sealed));
    let communities = backup::restore(
        data,
        from,
        open.as_ref().map(|open| open as backup::OfficeKey<'_>),
        &clock,
        &random,
    )?;
    Ok(communities.iter().map(ToString::to_string).collect())
}

fn open_office(dir: &Path, key: Option<&str>) -> Result<Workspace, Failure> {
    let text = match key {
        Some(given) => secret_option(given),
        None => secret_option(&format!("@{}", dir.join("key").display())),
    };
    let text = text.map_err(|error| Failure::Machine(error.to_string()))?;
    let key = key_of_text(&text).ok_or(Failure::Input(
        "key_format",
        "数据库密钥应为 64 个十六进制字符。",
        "The database key should be 64 hexadecimal digits.",
    ))?;
    Workspace::open(OpenOptions {
        dir: dir.to_path_buf(),
        key: DatabaseKey::new(*key),
        ballast: Ballast::NONE,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
    })
    .map_err(|error| Failure::Machine(format!("{}: {}", error.code(), error.en())))
}

fn main() -> ExitCode {
    let call = match Call::try_parse() {
        Ok(call) => call,
        // Help and version are for a person; a wrong call is answered as everything else is.
        Err(error) if !error.use_stderr() => error.exit(),
        Err(error) => {
            let _ = error.print();
            return fail(&Failure::Call(error.render().to_string()));
        }
    };
    log();
    let result = match call.command {
        Command::Init { data, .. } => init(&data).map(|answer| (true, answer)),
        Command::Token { data, .. } => operator::ask(&data, OperatorCommand::Token),
        Command::Status { data, .. } => operator::ask(&data, OperatorCommand::Status),
        Command::Verify { data, .. } => operator::ask(&data, OperatorCommand::Verify),
        Command::Backup {
            data,
            to,
            photos_to,
            ..
        } => backup(&data, &to, photos_to.as_deref()),
        Command::Restore {
            data,
            from,
            office,
            office_key,
            photos_from,
            ..
        } => restore(&data, &from, office.as_deref(), office_key.as_deref()).and_then(
            |communities| {
                let photos = match photos_from {
                    Some(from) => backup::restore_photos(&data, &from)?,
                    None => 0,
                };
                let answer = json!({ "communities": communities, "photos": photos });
                Ok((true, answer))
            },
        ),
        Command::Serve {
            data,
            listen,
            no_tls,
            proxy,
            connections_per_address,
            body_mib_per_address,
            ..
        } => {
            let defaults = HttpOptions::default();
            let body_bytes_per_address = body_mib_per_address.saturating_mul(1 << 20);
            let http = HttpOptions {
                tls: !no_tls,
                proxy,
                connections_per_address,
                connections: defaults.connections.max(connections_per_address),
                body_bytes_per_address,
                body_bytes: defaults.body_bytes.max(body_bytes_per_address),
                ..defaults
            };
            return ended(serve(&data, listen, http));
        }
        Command::Practice { data } => return ended(practice(&data)),
    };
    match result {
        Ok((good, answer)) => {
            println!("{answer}");
            if good {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(1)
            }
        }
        Err(failure) => fail(&failure),
    }
}

/// A command that served until it was told to stop has printed its answers already.
fn ended(served: Result<(), Failure>) -> ExitCode {
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => fail(&failure),
    }
}

fn fail(failure: &Failure) -> ExitCode {
    let (answer, exit) = told(failure);
    println!("{answer}");
    ExitCode::from(exit)
}

/// The answer that says why, and the exit code.
fn told(failure: &Failure) -> (Value, u8) {
    let (code, zh, en, exit) = match failure {
        Failure::Call(what) => {
            let what = what.trim_start_matches("error: ").trim_end();
            (
                "wrong_call",
                format!("命令写错了：{what}"),
                what.to_owned(),
                2,
            )
        }
        Failure::Input(code, zh, en) => (*code, (*zh).to_owned(), (*en).to_owned(), 2),
        Failure::Machine(what) => (
            "machine",
            format!("机器出错：{what}"),
            format!("The machine failed: {what}"),
            3,
        ),
    };
    let answer = json!({ "error": { "code": code, "at": {}, "zh": zh, "en": en } });
    (answer, exit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(call: &[&str]) -> Failure {
        let error = Call::try_parse_from(call).err().expect("a wrong call");
        assert!(error.use_stderr());
        Failure::Call(error.render().to_string())
    }

    #[test]
    fn a_wrong_call_is_answered_as_everything_else_is() {
        for call in [
            &["linli-hub", "nothing"][..],
            &["linli-hub", "init", "--json"],
            &["linli-hub", "serve", "--data", "hub", "--listen", "here"],
        ] {
            let (answer, exit) = told(&failed(call));
            assert_eq!((&answer["error"]["code"], exit), (&json!("wrong_call"), 2));
        }
        assert!(Call::try_parse_from(["linli-hub", "serve", "--data", "hub", "--json"]).is_ok());
    }

    #[test]
    fn a_backup_that_is_not_there_is_the_caller_s_fault_and_a_disk_that_fails_is_not() {
        use std::io::ErrorKind;
        for (kind, code, exit) in [
            (ErrorKind::NotFound, "file_not_found", 2),
            (ErrorKind::StorageFull, "machine", 3),
        ] {
            let failure = BackupError::Io(kind.into()).into();
            let (answer, said) = told(&failure);
            assert_eq!((&answer["error"]["code"], said), (&json!(code), exit));
        }
    }
}
