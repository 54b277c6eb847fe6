import Almanac
import NashraTesting

extension ZicFolder {
    func zone(_ name: String) throws -> TimeZoneRules {
        try ZoneFolder(path: path).zone(named: name)
    }
}
