// swift-tools-version: 6.2
import PackageDescription

// Who may import whom, and which one target may import an outside library:
// docs/ARCHITECTURE.md shows the picture, scripts/check-imports holds it.

let strict = Context.environment["CI"] != nil

let house: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("ExistentialAny"),
    ] + (strict ? [.treatAllWarnings(as: .error)] : [])

/// A target of the house, below `Sources/`.
func room(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [],
    settings: [SwiftSetting] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: house + settings)
}

/// For a room whose work at every start takes a second without it: the
/// gazetteer's 82,000 lines. Tests start hundreds of processes.
let optimizedAlways = SwiftSetting.unsafeFlags(["-O"], .when(configuration: .debug))

/// The tests of one room, below `Tests/`.
func tests(
    of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.init(stringLiteral: name), "NashraTesting"] + dependencies
            + (name == "Newswire" ? [] : ["Newswire"]),
        exclude: exclude,
        swiftSettings: house)
}

/// What `make bench` runs; no part of the program.
let benchmarks: [Target] =
    Context.environment["NASHRA_BENCHMARKS"] == nil
    ? []
    : [
        .target(name: "CAllocations", path: "Benchmarks/CAllocations"),
        .executableTarget(
            name: "matching-benchmark",
            dependencies: [
                "Dispatching", "Storage", "Matching", "Analysis", "Almanac", "Newswire",
                "NashraTesting", "CAllocations",
            ],
            path: "Benchmarks/Matching", swiftSettings: house),
        .executableTarget(
            name: "regions-benchmark",
            dependencies: ["Analysis", "Newswire", "NashraTesting", "Embedded"],
            path: "Benchmarks/Regions", swiftSettings: house),
        .executableTarget(
            name: "digests-benchmark",
            dependencies: [
                "Dispatching", "Storage", "Digests", "Matching", "Analysis", "Almanac", "Signing",
                "Newswire", "NashraTesting",
            ],
            path: "Benchmarks/Digests", swiftSettings: house),
        .executableTarget(
            name: "mail-benchmark",
            dependencies: [
                "Dispatching", "Storage", "Transfer", "Signing", "Newswire", "NashraTesting",
            ],
            path: "Benchmarks/Mail", swiftSettings: house),
    ]

let package = Package(
    name: "nashra",
    products: [.executable(name: "nashra", targets: ["nashra"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        // The commands.
        .executableTarget(
            name: "nashra",
            dependencies: [
                "Daemon", "Dispatching", "Matching", "Intake", "Digests", "Transfer", "Storage",
                "Analysis", "Documents", "Almanac", "Signing", "Newswire", "Embedded",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),

        // Configuration; later HTTP and the service group.
        room(
            "Daemon",
            [
                "Dispatching", "Matching", "Intake", "Digests", "Transfer", "Storage", "Analysis",
                "Documents", "Almanac", "Signing", "Newswire",
            ]),

        // The pipeline and its services.
        room(
            "Dispatching",
            [
                "Matching", "Intake", "Digests", "Transfer", "Storage", "Analysis", "Almanac",
                "Signing", "Newswire",
            ]),

        // What the pipeline joins.
        room("Matching", ["Analysis", "Documents", "Almanac", "Signing", "Newswire"]),
        room("Intake", ["Charsets", "Newswire", "CXML"]),
        room("Digests", ["Documents", "Signing", "Newswire", "Embedded"]),
        room("Transfer", ["Charsets", "Signing", "Newswire", "CCurl", "CIDN"]),
        room(
            "Storage",
            [
                "Signing", "Newswire", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),

        // What they stand on.
        room(
            "Analysis", ["Newswire", "Embedded", "CStemmer"], exclude: ["Data"],
            settings: [optimizedAlways]),
        room("Documents", ["Newswire", .product(name: "Yams", package: "Yams")]),
        room("Almanac", ["Newswire"]),
        room("Signing", ["Newswire", "CCrypto"]),
        room("Charsets", []),

        // The nouns.
        room("Newswire", []),

        // Files of this project, inside the binary.
        room("Embedded", ["CEmbedded"]),
        .target(name: "CEmbedded"),

        // Headers and shims of the system's libraries.
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
        .systemLibrary(name: "CIDN", pkgConfig: "libidn2"),
        .systemLibrary(name: "CStemmer"),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0"),

        .target(name: "CSpawn", path: "Tests/CSpawn"),
        .target(
            name: "NashraTesting", dependencies: ["Newswire", "CSpawn"],
            path: "Tests/NashraTesting",
            exclude: ["Servers"], swiftSettings: house),
        tests(of: "Newswire"),
        tests(of: "Analysis", exclude: ["Regions/Lines", "Regions/Tables"]),
        tests(of: "Documents"),
        tests(of: "Almanac", exclude: ["Slots"]),
        tests(of: "Signing"),
        tests(of: "Matching", ["Analysis", "Documents"]),
        tests(of: "Intake"),
        tests(
            of: "Digests", ["Signing", .product(name: "Mustache", package: "swift-mustache")],
            exclude: ["Judges", "Snapshots"]),
        tests(of: "Transfer", ["Signing"]),
        tests(of: "Storage", [.product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            of: "Dispatching",
            [
                "Matching", "Intake", "Digests", "Transfer", "Storage", "Analysis", "Almanac",
                "Signing",
            ]),
        tests(of: "Daemon", ["Almanac", "Digests", "Dispatching", "Documents", "Transfer"]),
        .testTarget(
            name: "CommandTests", dependencies: ["nashra", "NashraTesting", "Newswire"],
            swiftSettings: house),
    ] + benchmarks
)
