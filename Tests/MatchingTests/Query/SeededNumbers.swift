import NashraTesting

/// Choices by chance, the same for the same seed.
struct SeededNumbers {
    private var random: SeededRandom

    init(seed: Int) {
        random = SeededRandom(seed: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    }

    mutating func below(_ limit: Int) -> Int {
        Int(random.next() % UInt64(limit))
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[below(values.count)]
    }
}
