// swift-tools-version: 6.0
// The Swift package of Linli: one product, the façade. What it is built on is made by `cargo xtask bindings` (the generated
// Swift and the host library) and, on Apple's systems, by `ios/make-xcframework.sh`; neither is committed.

import Foundation
import PackageDescription

let root = Context.packageDirectory
let generated = "target/bindings/swift"
guard FileManager.default.fileExists(atPath: "\(root)/\(generated)/LinliCore.swift") else {
    fatalError("\(generated)/LinliCore.swift is not there: run `cargo xtask bindings` first")
}

#if os(Linux)
    let library: Target = .systemLibrary(name: "LinliFFI", path: "ios/Sources/LinliFFI")
    let libraryFolder = "\(root)/target/bindings/lib"
    let linking: [LinkerSetting] = [
        .unsafeFlags(["-L", libraryFolder, "-Xlinker", "-rpath", "-Xlinker", libraryFolder])
    ]
    // Debian's library of Observation leaves symbols open that nobody calls.
    let observing: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "--allow-shlib-undefined"])]
#else
    let library: Target = .binaryTarget(name: "LinliFFI", path: "target/xcframework/LinliFFI.xcframework")
    // SQLCipher takes its cryptography from the system here.
    let linking: [LinkerSetting] = [.linkedFramework("Security"), .linkedFramework("CoreFoundation")]
    let observing: [LinkerSetting] = []
#endif

let package = Package(
    name: "Linli",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .library(name: "Linli", targets: ["Linli"]),
        // For the tests and previews of apps.
        .library(name: "LinliFakes", targets: ["LinliFakes"]),
        // The screens of the app, without their views.
        .library(name: "LinliModels", targets: ["LinliModels"]),
        // What the app's share extension hands to the app: without the library, for which an extension has no room.
        .library(name: "LinliHandover", targets: ["LinliHandover"]),
    ],
    targets: [
        library,
        // Generated, and internal to the façade.
        .target(
            name: "LinliCore",
            dependencies: ["LinliFFI"],
            path: generated,
            exclude: ["LinliFFI.h", "LinliFFI.modulemap"],
            sources: ["LinliCore.swift"],
            linkerSettings: linking
        ),
        .target(
            name: "Linli",
            dependencies: ["LinliCore"],
            path: "ios/Sources/Linli",
            resources: [.copy("PrivacyInfo.xcprivacy")]
        ),
        .target(name: "LinliFakes", dependencies: ["Linli"], path: "ios/Sources/LinliFakes"),
        .target(
            name: "LinliModels",
            dependencies: ["Linli", "LinliHandover"],
            path: "ios/Sources/LinliModels",
            linkerSettings: observing
        ),
        .target(name: "LinliHandover", path: "ios/Sources/LinliHandover"),
        // The rest is for this repository's own tests and is no product.
        .target(name: "FieldDay", dependencies: ["Linli"], path: "ios/Sources/FieldDay"),
        .executableTarget(name: "linli-day", dependencies: ["FieldDay"], path: "ios/Sources/linli-day"),
        .executableTarget(
            name: "linli-swift-bench",
            dependencies: ["Linli", "LinliCore"],
            path: "ios/Sources/linli-swift-bench"
        ),
        .testTarget(
            name: "LinliTests",
            dependencies: ["Linli", "LinliCore", "LinliFakes", "FieldDay"],
            path: "ios/Tests/LinliTests"
        ),
        .testTarget(
            name: "LinliModelsTests",
            dependencies: ["LinliModels", "LinliHandover"],
            path: "ios/Tests/LinliModelsTests"
        ),
        .testTarget(
            name: "LinliHandoverTests",
            dependencies: ["LinliHandover"],
            path: "ios/Tests/LinliHandoverTests"
        ),
    ],
    swiftLanguageModes: [.v6]
)
