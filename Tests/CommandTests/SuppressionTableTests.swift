import Foundation
import NashraTesting
import Testing

@Suite("suppressions as tables, and whose they are", .serialized)
struct SuppressionTableTests {
    private func office() throws -> Office {
        try Office(
            configuration: "language: en\n",
            subscribers: ["group": Office.lina, "desks/gaza": Office.lina])
    }

    private func listed(_ office: Office) async throws -> [String] {
        try await office.nashra("suppressions").lines
    }

    @Test("what is exported is imported as it was, formula or not")
    func roundTrip() async throws {
        let office = try office()
        let rows = [
            "+plus@example.org,,by hand,2025-01-02T03:04:05Z",
            "'+quote@example.org,,=why,2025-01-02T03:04:05.678Z",
            "o'brien@example.org,group,\"said \"\"no\"\"\",2025-01-02",
        ]
        let table = "address,subscriber,reason,since\n" + rows.joined(separator: "\n") + "\n"
        // What stands behind an apostrophe that is none of ours stays so.
        try office.folder.write(
            table.replacing("\n'+quote", with: "\n''+quote").replacing("\n+plus", with: "\n'+plus"),
            to: "old.csv")
        let run = try await office.nashra("suppressions add --csv old.csv")
        #expect(run.code == 0 && run.output == "3 addresses suppressed\n", "\(run.errors)")
        let expected = [
            "'+quote@example.org: =why, since 2025-01-02T03:04:05.678Z",
            "+plus@example.org: by hand, since 2025-01-02T03:04:05Z",
            "o'brien@example.org, of group: said \"no\", since 2025-01-02T00:00:00Z",
        ]
        #expect(try await listed(office) == expected)
        let exported = try await office.nashra("suppressions list --csv").output
        #expect(exported.contains("\r\n'+plus@example.org,"))
        #expect(exported.contains("\r\n''+quote@example.org,,'=why,"))
        let other = try self.office()
        #expect(
            try await other.nashra("suppressions add --csv -", input: Data(exported.utf8)).code
                == 0)
        #expect(try await listed(other) == expected)
        #expect(try await other.nashra("suppressions list --csv").output == exported)
    }

    @Test(
        "columns are known by the names that a list of readers knows",
        arguments: ["E-mail", "Email Address", "البريد الإلكتروني", "e_mail", "\u{FEFF}address"])
    func columns(name: String) async throws {
        let office = try office()
        let run = try await office.nashra(
            "suppressions add --csv -", input: Data("\(name);السبب\na@example.org;غادر\n".utf8))
        #expect(run.code == 0, "\(run.errors)")
        #expect(try await listed(office).first?.hasPrefix("a@example.org: غادر, since") == true)
    }

    @Test("a row that is wrong is told at its place; an address is counted once")
    func rows() async throws {
        let office = try office()
        let table = """
            address,subscriber,since
            a@example.org,,
            A@EXAMPLE.org,,
            Lina <a@example.org>,group,
            b@example.org,,yesterday
            c@example.org,Group,
            d@example.org,nosuch,
            e@example.org,,2026-02-30

            """
        let run = try await office.nashra(
            "suppressions add a@example.org --csv -", input: Data(table.utf8))
        #expect(run.code == 65 && run.output == "2 addresses suppressed\n")
        #expect(
            run.errors == """
                nashra: error: -:5: 'yesterday' is no time: expected one such as \
                2026-01-31T08:00:00Z, or a date, 2026-01-31
                nashra: error: -:6: there is no subscriber 'Group', did you mean 'group'?
                nashra: error: -:7: there is no subscriber 'nosuch'
                nashra: error: -:8: '2026-02-30' is no time: expected one such as \
                2026-01-31T08:00:00Z, or a date, 2026-01-31

                """)
        #expect(try await listed(office).count == 2)
    }

    @Test("a subscriber that there is not is said, the nearest named; one that is gone is known")
    func subscribers() async throws {
        let office = try office()
        for (name, hint) in [
            ("Group", "'Group', did you mean 'group'?"), ("nosuch", "'nosuch'"), ("", "''"),
            ("desks/gazza", "did you mean 'desks/gaza'?"), ("../nashra", "'../nashra'"),
        ] {
            let add = try await office.nashra(
                "suppressions add a@example.org --subscriber", name)
            #expect(add.code == 66, "\(name)")
            #expect(
                add.errors.contains("there is no subscriber \(hint)") || add.errors.contains(hint))
            // Not even a store was made for it.
            #expect(office.names("var").isEmpty)
        }
        #expect(
            try await office.nashra("suppressions add a@example.org --subscriber desks/gaza").code
                == 0)
        let typo = try await office.nashra(
            "suppressions remove a@example.org --subscriber desks/gaz")
        #expect(typo.code == 66 && typo.errors.contains("did you mean 'desks/gaza'?"))
        try FileManager.default.removeItem(
            atPath: office.folder.path + "subscribers/desks/gaza.yaml")
        #expect(try await listed(office).first?.contains(", of desks/gaza: by hand") == true)
        #expect(
            try await office.nashra("suppressions remove a@example.org --subscriber desks/gaza")
                .code == 0)
        #expect(try await listed(office) == ["no address is suppressed"])
    }
}
