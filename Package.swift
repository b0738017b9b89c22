// swift-tools-version: 6.2
import PackageDescription

// The rooms, in the order of the design: a room imports only rooms before it. Decisions come
// first and do no I/O; among the I/O rooms only the last four import others of their kind.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func module(_ name: String, in folder: String) -> Target {
    .target(
        name: name, dependencies: ["AdapterKit"], path: "Plugins/\(folder)",
        exclude: ["README.md", "adapter.yaml", "examples", "expected"], sources: ["Sources"], swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "sendgate",
    products: [
        .executable(name: "sendgate", targets: ["sendgate"]),
        .executable(name: "sendgate-bench", targets: ["sendgate-bench"]),
        // Native adapter modules that are built here: one line each, and one target below.
        .library(name: "school-mis-api", type: .dynamic, targets: ["SchoolMISAPI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // Decisions
        room("SENDRecords"),
        // The design says Configuration; a package that Hummingbird names has a target of that name.
        room("Configuring", [yams]),
        .target(name: "CZip", linkerSettings: [.linkedLibrary("zip")]),
        .target(name: "CExpat", linkerSettings: [.linkedLibrary("expat")]),
        room("Feeds", ["CZip", "CExpat"]),
        room("Adapters", ["SENDRecords", "Configuring", "Feeds"]),
        room("Matching", ["Configuring"]),
        room("Reconciling", ["SENDRecords"]),
        room("Publishing", ["SENDRecords", "Configuring", "Reconciling", crypto]),

        // I/O
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        room("Transfers", ["CCurl", crypto]),
        .target(name: "CAdapterKit"),
        room("AdapterKit", ["CAdapterKit"]),
        .target(name: "CSandbox", linkerSettings: [.linkedLibrary("seccomp")]),
        room("AdapterHost", ["CAdapterKit", "CSandbox"]),
        .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
        room("Storage", ["SENDRecords", "Feeds", "CZlib", grdb, sqlite, crypto]),
        room(
            "Gateway",
            [
                "SENDRecords", "Configuring", "Feeds", "Adapters", "Matching", "Reconciling", "Publishing",
                "Transfers", "CAdapterKit", "AdapterHost", "Storage", crypto, lifecycle, log,
            ]),
        room("Console", ["Gateway", hummingbird, lifecycle, log]),
        room("DemoCity", ["SENDRecords", "Gateway", crypto, hummingbird, nio, httpTypes, log]),
        .executableTarget(
            name: "sendgate",
            dependencies: [
                "Gateway", "Console", "DemoCity", "SENDRecords", "Configuring", "Feeds", "AdapterHost", arguments,
                lifecycle, signals, log,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "sendgate-bench",
            dependencies: [
                "DemoCity", "Gateway", "SENDRecords", "Feeds", "AdapterHost", "CAdapterKit", arguments,
            ],
            swiftSettings: strict),

        // Native adapter modules
        module("SchoolMISAPI", in: "school-mis-api"),

        // Tests
        tests("SENDRecordsTests", ["SENDRecords"]),
        tests("ConfiguringTests", ["Configuring"]),
        tests("FeedsTests", ["Feeds"]),
        tests("AdaptersTests", ["Adapters"]),
        tests("MatchingTests", ["Matching"]),
        tests("ReconcilingTests", ["Reconciling"]),
        tests("PublishingTests", ["Publishing"]),
        // Programs of this machine that tests run beside themselves.
        .target(name: "TestServers", dependencies: ["DemoCity"], path: "Tests/TestServers", swiftSettings: strict),
        tests("TransfersTests", ["Transfers", "TestServers"]),
        .testTarget(
            name: "AdapterHostTests", dependencies: ["AdapterHost", "sendgate"],
            // Adapter modules in C, which the tests compile as their authors would.
            exclude: ["Modules"], swiftSettings: strict),
        tests("StorageTests", ["Storage", "Feeds"]),
        tests("GatewayTests", ["Gateway", "DemoCity", "SENDRecords", "sendgate"]),
        tests("DemoCityTests", ["DemoCity"]),
        tests("SendgateTests", ["sendgate", "Gateway", "Adapters", "Feeds", "SENDRecords", "DemoCity", "TestServers"]),
    ]
)
