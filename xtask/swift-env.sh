#!/usr/bin/env bash
# Swift 6.0.3 for a Debian machine that has none: Debian trixie's `swiftlang` in a chroot. `cargo xtask test --only swift` calls it.
#
#   swift-env.sh DIR setup                 make (or finish, or bring up to date) the chroot under DIR
#   swift-env.sh DIR run [OPTS] -- CMD...  run CMD inside, the repository bind-mounted at its own path
#   swift-env.sh DIR info                  say what is installed there, and its size
#   swift-env.sh DIR remove                delete it
#
# OPTS of run (any number of each):
#   --bind PATH[:INSIDE]   mount PATH too (default INSIDE: the same path)
#   --env NAME[=VALUE]     pass a variable in (the environment is otherwise a clean one)
#   --net                  keep the network (default: none inside, so that nothing can be fetched)
#   --repo PATH            the repository (default: git's top level of the current folder, or that folder)
#
# Environment of setup:
#   SWIFT_ENV_EXTRA        more Debian packages to install in the chroot, separated by blanks
#   SWIFT_ENV_MIRROR       mirror to use (default: the one the host's apt uses)
#
# All mounts are made in a private mount namespace, and all processes run in a PID namespace whose
# first process dies with this script: however the script ends (SIGKILL too), nothing stays mounted
# or running. setup can be stopped at any point and run again.
set -euo pipefail

SUITE=trixie
# libssl3t64: libcrypto, with which the library is linked on Linux
PACKAGES="swiftlang libc6-dev libstdc++-14-dev git ca-certificates libssl3t64"
RECIPE=1                       # raise it when setup itself changes
NEED_MB=4000                   # free space that setup asks for

die() { printf 'swift-env: %s\n' "$*" >&2; exit 2; }
say() { printf 'swift-env: %s\n' "$*" >&2; }
usage() { awk 'NR>1 && !/^#/{exit} NR>1{sub(/^# ?/,""); print}' "$0" >&2; exit 2; }

[ $# -ge 1 ] || usage
case $1 in -h|--help) usage;; esac
DIR=$1; shift
ACTION=${1:-setup}; [ $# -eq 0 ] || shift

[ "$(uname -s)" = Linux ] || die "needs Linux"
[ "$(id -u)" = 0 ] || die "must run as root (it makes a chroot and a mount namespace)"
case $(uname -m) in x86_64|aarch64) ;; *) die "Debian has swiftlang for amd64 and arm64 only, not for $(uname -m)";; esac
for t in unshare setpriv chroot mount flock; do
    command -v "$t" >/dev/null || die "needs '$t' (Debian: util-linux, mount and coreutils)"
done

need_namespaces() {
    unshare --mount --pid --fork true 2>/dev/null ||
        die "cannot make a mount namespace here (root without CAP_SYS_ADMIN: an unprivileged container?)"
}

case $ACTION in setup) mkdir -p "$DIR";; *) [ -d "$DIR" ] || die "no folder $DIR: run '$0 $DIR setup' first";; esac
DIR=$(cd "$DIR" && pwd -P)
[ "$DIR" != / ] || die "DIR must not be /"
ROOT=$DIR/rootfs
STAMP=$DIR/stamp

# isolate PROGRAM... : runs it in fresh mount + PID namespaces that end with this script.
isolate() {
    local pid rc=0
    setpriv --pdeathsig KILL \
        unshare --mount --propagation private --pid --fork --kill-child=KILL "${NETNS[@]}" -- \
        bash -c '"$@"; exit $?' init "$@" <&0 &   # a first process of its own, so that the program is no PID 1
    pid=$!
    # unshare itself ignores TERM and INT while it waits, so hand on a KILL; --kill-child then ends all inside
    trap 'kill -KILL "$pid" 2>/dev/null; wait "$pid" 2>/dev/null || :; exit 143' TERM HUP QUIT
    trap 'kill -KILL "$pid" 2>/dev/null; wait "$pid" 2>/dev/null || :; exit 130' INT
    wait "$pid" || rc=$?
    trap - TERM HUP QUIT INT
    return "$rc"
}
NETNS=()

# in_root PROGRAM... : the same, inside the chroot with /proc and /dev (what to bind: BINDS, "src:dst" each)
BINDS=()
WORKDIR=/
ENVS=()
in_root() {
    # shellcheck disable=SC2016
    isolate bash -c '
        set -eu
        root=$1 cwd=$2 nb=$3; shift 3
        ip link set lo up 2>/dev/null || true
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"   # gone with the command, whatever it left there
        while [ "$nb" -gt 0 ]; do
            src=${1%%:*} dst=${1#*:}; shift; nb=$((nb - 1))
            if [ -d "$src" ]; then mkdir -p "$root$dst"; else mkdir -p "$(dirname "$root$dst")"; [ -e "$root$dst" ] || : > "$root$dst"; fi
            mount --rbind "$src" "$root$dst"
        done
        exec chroot "$root" /usr/bin/env -i "$@"
    ' swift-env "$ROOT" "$WORKDIR" "${#BINDS[@]}" "${BINDS[@]}" \
        HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/libexec/swift/bin LANG=C.UTF-8 \
        TERM="${TERM:-dumb}" "${ENVS[@]}" /bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$WORKDIR" "$@"
}

host_mirror() {
    if [ -n "${SWIFT_ENV_MIRROR:-}" ]; then echo "$SWIFT_ENV_MIRROR"; return; fi
    # what apt itself would use, whatever the format of its settings
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(CREATED_BY) $(ORIGIN) $(REPO_URI) $(SUITE) $(COMPONENT)' 2>/dev/null |
        awk '$1=="Packages" && $2=="Debian" && $5=="main" && $4 !~ /security|updates|backports/ && !n++ {print $3}'
}

# shellcheck disable=SC2086
wanted() { printf 'recipe=%s suite=%s packages=%s\n' "$RECIPE" "$SUITE" "$(printf '%s\n' $PACKAGES ${SWIFT_ENV_EXTRA:-} | sort -u | tr '\n' ' ')"; }

setup() {
    need_namespaces
    exec 9>"$DIR/lock"
    flock -n 9 || { say "another setup of $DIR is running: waiting for it"; flock 9; }

    if [ -f "$STAMP" ] && [ "$(head -1 "$STAMP")" = "$(wanted)" ] && [ -L "$ROOT/usr/bin/swift" ]; then
        say "already set up: $(sed -n 2p "$STAMP")"; return 0
    fi
    rm -f "$STAMP"
    local mirror free
    free=$(df -Pm "$DIR" | awk 'NR==2{print $4}')
    [ -L "$ROOT/usr/bin/swift" ] || [ "$free" -ge "$NEED_MB" ] ||
        die "$DIR has $free MB free; setup needs $NEED_MB MB"
    mirror=$(host_mirror)
    [ -n "$mirror" ] || die "found no Debian mirror in the host's apt settings (run 'apt-get update' first, or set SWIFT_ENV_MIRROR)"

    if [ ! -d "$ROOT" ]; then
        [ -x "$(command -v debootstrap)" ] ||
            die "needs debootstrap: apt-get update && apt-get install -y --no-install-recommends debootstrap"
        [ -e "/usr/share/debootstrap/scripts/$SUITE" ] || die "this debootstrap knows no $SUITE: it is too old"
        rm -rf --one-file-system "$DIR/rootfs.partial"
        say "debootstrap $SUITE (minbase)"
        isolate debootstrap --variant=minbase --components=main "$SUITE" "$DIR/rootfs.partial" "$mirror" \
            >"$DIR/debootstrap.log" 2>&1 </dev/null || { tail -5 "$DIR/debootstrap.log" >&2; die "debootstrap failed: see $DIR/debootstrap.log"; }
        mv "$DIR/rootfs.partial" "$ROOT"
    fi

    # the network and apt as the host has them; no service may start, no docs, no languages
    cp -L /etc/resolv.conf "$ROOT/etc/resolv.conf"
    cp -L /etc/hosts "$ROOT/etc/hosts"
    printf '#!/bin/sh\nexit 101\n' >"$ROOT/usr/sbin/policy-rc.d"; chmod 755 "$ROOT/usr/sbin/policy-rc.d"
    apt-config dump 2>/dev/null | grep -E '^Acquire::(https?::.*|Check-[A-Za-z-]+|Retries) ' >"$ROOT/etc/apt/apt.conf.d/80host" || true
    cat >"$ROOT/etc/apt/apt.conf.d/90swift-env" <<'EOF'
APT::Install-Recommends "0";
APT::Get::Assume-Yes "1";
Acquire::Languages "none";
Acquire::Retries "3";
Dpkg::Options { "--force-confnew"; "--force-unsafe-io"; };
EOF
    cat >"$ROOT/etc/dpkg/dpkg.cfg.d/swift-env" <<'EOF'
path-exclude=/usr/share/doc/*
path-exclude=/usr/share/man/*
path-exclude=/usr/share/locale/*
path-exclude=/usr/share/info/*
EOF
    rm -f "$ROOT/etc/apt/sources.list"
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
        "$mirror" "$SUITE" >"$ROOT/etc/apt/sources.list.d/debian.sources"

    say "installing $PACKAGES ${SWIFT_ENV_EXTRA:-}"
    ENVS=(DEBIAN_FRONTEND=noninteractive)
    # shellcheck disable=SC2086
    in_root /bin/sh -euc '
        dpkg --configure -a
        apt-get update
        apt-get -f install
        apt-get install "$@"
        apt-get clean
        rm -rf /var/lib/apt/lists/*
    ' sh $PACKAGES ${SWIFT_ENV_EXTRA:-} >"$DIR/apt.log" 2>&1 </dev/null ||
        { tail -15 "$DIR/apt.log" >&2; die "installing in the chroot failed: see $DIR/apt.log (run setup again to go on)"; }
    ENVS=()

    local v
    NETNS=(--net)
    v=$(in_root swift --version 2>/dev/null </dev/null | head -1) || true
    NETNS=()
    case $v in *"Swift version 6."*) ;; *) die "swift does not run in $ROOT: got '${v:-nothing}'";; esac
    { wanted; echo "$v"; } >"$STAMP.new"; mv "$STAMP.new" "$STAMP"
    say "ready: $v"
}

run() {
    local repo='' net=0 src dst
    BINDS=()
    while [ $# -gt 0 ]; do
        case $1 in
            --bind|--env|--repo) [ $# -ge 2 ] || die "$1 needs a value";;
        esac
        case $1 in
            --bind) src=${2%%:*}; dst=${2#*:}; src=$(realpath -e "$src") || die "--bind: no ${2%%:*}"
                    case $2 in *:*) ;; *) dst=$src;; esac
                    BINDS+=("$src:$dst"); shift 2;;
            --env)  case $2 in *=*) ENVS+=("$2");; *) [ -z "${!2+x}" ] || ENVS+=("$2=${!2}");; esac; shift 2;;
            --repo) repo=$2; shift 2;;
            --net)  net=1; shift;;
            --)     shift; break;;
            -*)     die "run: unknown option $1";;
            *)      break;;
        esac
    done
    [ $# -gt 0 ] || die "run: no command"
    [ -f "$STAMP" ] || die "$DIR is not set up (or its setup was stopped): run '$0 $DIR setup' first"
    need_namespaces
    WORKDIR=$(pwd -P)
    [ -n "$repo" ] || repo=$(git rev-parse --show-toplevel 2>/dev/null || pwd -P)
    repo=$(realpath -e "$repo") || die "--repo: no such folder"
    case $repo in /|/usr|/etc|/bin|/lib|/proc|/dev|/sys|/var|/root) die "will not mount $repo over the chroot's own: cd to the repository, or give --repo";; esac
    case $WORKDIR/ in "$repo"/*) ;; *) WORKDIR=$repo;; esac
    BINDS=("$repo:$repo" "${BINDS[@]}")
    [ "$net" = 1 ] || NETNS=(--net)
    [ -z "${CI:-}" ] || ENVS+=("CI=$CI")
    in_root "$@"
}

case $ACTION in
    setup)  setup;;
    run)    run "$@";;
    info)   [ -f "$STAMP" ] || die "not set up"; cat "$STAMP"; du -sh "$ROOT" | cut -f1;;
    remove) exec 9>"$DIR/lock"; flock -n 9 || die "a setup of $DIR is running"
            ! grep -qF " $ROOT/" /proc/self/mountinfo || die "something is mounted under $ROOT: unmount it first"
            rm -rf --one-file-system "$ROOT" "$DIR/rootfs.partial" "$STAMP" "$DIR"/*.log "$DIR/lock";;
    *)      usage;;
esac
