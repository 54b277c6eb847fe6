import Foundation

/// A file's keys as a JSON Schema, which editors read to complete, explain and
/// check what is typed.
///
/// Draft 7: yaml-language-server reads no later draft whole
/// (redhat-developer/yaml-language-server#856).
package struct JSONSchema: Sendable {
    package let title: String
    package let root: KeyedMapping

    package init(title: String, root: KeyedMapping) {
        self.title = title
        self.root = root
    }

    /// The schema as indented JSON, its keys in alphabetical order, without a
    /// line break at the end.
    package var text: String {
        var definitions: [String: Value] = [:]
        var schema = mapping(root, &definitions)
        schema["$schema"] = .text("http://json-schema.org/draft-07/schema#")
        schema["title"] = .text(title)
        if !definitions.isEmpty { schema["definitions"] = .object(definitions) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(Value.object(schema)) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    // MARK: Keys

    private func mapping(
        _ mapping: KeyedMapping, _ definitions: inout [String: Value]
    ) -> [String: Value] {
        var properties: [String: Value] = [:]
        for key in mapping.keys {
            var shown = value(key.value, &definitions)
            shown["description"] = .text(
                key.about + (key.usual.map { "; default: \($0)" } ?? ""))
            properties[key.name] = .object(shown)
        }
        var schema: [String: Value] = [
            "type": .text("object"), "properties": .object(properties),
            "additionalProperties": .flag(false),
        ]
        if !mapping.required.isEmpty {
            schema["required"] = .list(mapping.required.map(Value.text))
        }
        if !mapping.oneOf.isEmpty {
            schema["oneOf"] = .list(
                mapping.oneOf.map { .object(["required": .list([.text($0)])]) })
        }
        return schema
    }

    private func value(
        _ value: KeyValue, _ definitions: inout [String: Value]
    ) -> [String: Value] {
        switch value {
        case .text:
            return ["type": Self.scalars]
        case .matching(let pattern):
            return ["type": Self.scalars, "pattern": .text(pattern)]
        case .choice(let words):
            return ["enum": .list(words.map(Value.text))]
        case .flag:
            let words = ["yes", "no", "on", "off", "true", "false"].map(Value.text)
            return ["enum": .list([.flag(true), .flag(false)] + words)]
        case .integer(let range):
            return [
                "type": .list([.text("integer"), .text("string")]),
                "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound),
                "pattern": .text("^\(Self.digits)+$"),
            ]
        case .duration:
            return [
                "type": .list([.text("string"), .text("integer")]), "maximum": .number(0),
                "minimum": .number(0),
                "pattern": .text("^(0|( *\(Self.digits)+[smhdwy])+)$"),
            ]
        case .list(let element):
            let one = self.value(element, &definitions)
            return [
                "anyOf": .list([
                    .object(one), .object(["type": .text("array"), "items": .object(one)]),
                ])
            ]
        case .named(let element):
            return [
                "type": .text("object"),
                "additionalProperties": .object(self.value(element, &definitions)),
            ]
        case .mapping(let inner):
            if definitions[inner.name] == nil {
                // Held while its own keys are written, which may name it again.
                definitions[inner.name] = .object([:])
                definitions[inner.name] = .object(mapping(inner, &definitions))
            }
            // In draft 7 nothing beside a $ref counts, not even a description.
            return ["allOf": .list([.object(["$ref": .text("#/definitions/\(inner.name)")])])]
        case .either(let values):
            return ["anyOf": .list(values.map { .object(self.value($0, &definitions)) })]
        case .anything:
            return [:]
        }
    }

    /// What YAML makes of a text that is read as it was typed.
    private static let scalars = Value.list(["string", "number", "boolean"].map(Value.text))

    /// The digits that people type: European, Arabic, Persian.
    private static let digits = "[0-9٠-٩۰-۹]"

    private indirect enum Value: Encodable {
        case text(String)
        case number(Int)
        case flag(Bool)
        case list([Value])
        case object([String: Value])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .flag(let flag): try container.encode(flag)
            case .list(let values): try container.encode(values)
            case .object(let values): try container.encode(values)
            }
        }
    }
}
