import Analysis
import Foundation
import NashraTesting

// Tags made-up news that holds real names in three scripts, by a gazetteer of
// 100,000 names at least, and says how long that takes beside folding the same
// articles. States which regions it must find and fails if it finds others.
//
//     regions-benchmark [--judge-only | --loading-only]
//
// With --judge-only nothing is measured but loading, with --loading-only
// nothing else, and nothing is judged.

let bench = LoadingRun()
bench.report()
if CommandLine.arguments.contains("--loading-only") { exit(0) }
let judged = TaggingRun(gazetteer: bench.gazetteer).report(
    measured: !CommandLine.arguments.contains("--judge-only"))
print("articles that are made to cost, milliseconds, each to be within 100 beside its forms")
let isFast = NameFlood(gazetteer: bench.gazetteer).report()
exit(judged && isFast ? 0 : 1)
