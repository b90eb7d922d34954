#!/usr/bin/env bash
# Builds target/xcframework/LinliFFI.xcframework: the library for iOS, its simulator and macOS, and the Swift that belongs to it.
#
#   ios/make-xcframework.sh          what is shipped: profile `mobile`, all targets; also a zip and its checksum
#   ios/make-xcframework.sh --dev    for this package's own tests on a Mac: profile `dev`, macOS alone (it has the probes of
#                                    panics that the tests ask for, and a shipped library has not)
#
# Needs a Mac with Xcode 16 or newer and Rust with rustup. Written by the documents of Apple, Cargo and UniFFI; nobody of us has
# run it yet.
set -euo pipefail
cd "$(dirname "$0")/.."

die() { printf 'make-xcframework: %s\n' "$*" >&2; exit 3; }

[ "$(uname -s)" = Darwin ] || die "needs macOS: xcodebuild puts the framework together"
for tool in cargo rustup xcodebuild lipo swift zip; do
    command -v "$tool" >/dev/null || die "needs '$tool' (Xcode's command line tools, rustup)"
done

profile=mobile
ios=(aarch64-apple-ios)
simulator=(aarch64-apple-ios-sim x86_64-apple-ios)
macos=(aarch64-apple-darwin x86_64-apple-darwin)
case ${1:-} in
    '') ;;
    --dev) profile=dev ios=() simulator=() macos=("$(uname -m | sed 's/arm64/aarch64/')-apple-darwin") ;;
    *) die "takes nothing, or --dev" ;;
esac
folder=$profile
[ "$profile" != dev ] || folder=debug

export IPHONEOS_DEPLOYMENT_TARGET=15.0 MACOSX_DEPLOYMENT_TARGET=12.0
out=target/xcframework
rm -rf "$out"
mkdir -p "$out/headers/LinliFFI"

# "${array[@]+…}": an empty array is an unset one to the bash of macOS.
for target in ${ios[@]+"${ios[@]}"} ${simulator[@]+"${simulator[@]}"} "${macos[@]}"; do
    rustup target add "$target"
    # Named, because Cargo optimises over all crates only where there is no rlib among them (docs/adr/0038).
    cargo rustc --locked --package linli-ffi --lib --crate-type staticlib,cdylib --profile "$profile" --target "$target"
done

# The Swift and the header, from the very library that is shipped, with its symbols.
cargo run --locked --quiet --package linli-bindgen -- \
    generate "target/${macos[0]}/$folder/liblinli_ffi.dylib" bindings target/bindings
cp target/bindings/swift/LinliFFI.h "$out/headers/LinliFFI/"
# In a folder of its own: two Rust libraries in one app would both bring an include/module.modulemap.
cp target/bindings/swift/LinliFFI.modulemap "$out/headers/LinliFFI/module.modulemap"

arguments=()
# slice NAME TARGET... : one library for one system, of all its processors
slice() {
    local name=$1 libraries=() target
    shift
    [ $# -gt 0 ] || return 0
    for target in "$@"; do libraries+=("target/$target/$folder/liblinli_ffi.a"); done
    mkdir -p "$out/$name"
    lipo -create "${libraries[@]}" -output "$out/$name/liblinli_ffi.a"
    arguments+=(-library "$out/$name/liblinli_ffi.a" -headers "$out/headers")
}
slice ios ${ios[@]+"${ios[@]}"}
slice simulator ${simulator[@]+"${simulator[@]}"}
slice macos "${macos[@]}"
xcodebuild -create-xcframework "${arguments[@]}" -output "$out/LinliFFI.xcframework"

if [ "$profile" = mobile ]; then
    (cd "$out" && zip -qry LinliFFI.xcframework.zip LinliFFI.xcframework)
    printf 'checksum: %s\n' "$(swift package compute-checksum "$out/LinliFFI.xcframework.zip")"
fi
printf 'made: %s\n' "$out/LinliFFI.xcframework"
