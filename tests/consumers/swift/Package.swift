// swift-tools-version: 6.0
// A project of somebody who embeds Linli: knows the package's path and its façade, nothing else.

import PackageDescription

let package = Package(
    name: "Round",
    dependencies: [.package(name: "Linli", path: Context.environment["LINLI_PACKAGE"] ?? "../linli")],
    targets: [
        .executableTarget(name: "Round", dependencies: [.product(name: "Linli", package: "Linli")])
    ],
    swiftLanguageModes: [.v6]
)
