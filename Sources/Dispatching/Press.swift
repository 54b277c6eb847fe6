package import Almanac
package import Storage

/// What it takes to make a bulletin: the store it is chosen from and sealed
/// into, who words it, who seals it, and what time it is where.
package struct Press: Sendable {
    let commits: GroupCommit
    let store: Store
    let sealer: Sealer
    let editor: BulletinEditor
    let zones: ZoneFolder
    let clock: NewsClock

    package init(
        commits: GroupCommit, store: Store, sealer: Sealer, editor: BulletinEditor,
        zones: ZoneFolder, clock: NewsClock
    ) {
        self.commits = commits
        self.store = store
        self.sealer = sealer
        self.editor = editor
        self.zones = zones
        self.clock = clock
    }
}
