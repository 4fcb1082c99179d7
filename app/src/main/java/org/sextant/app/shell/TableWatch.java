package org.sextant.app.shell;

import java.util.Arrays;

import org.sextant.app.features.LargeTableView;
import org.sextant.app.shell.WindowBenchReport.FeatureTable;
import org.sextant.app.task.Spread;

/// Measures the table of a large SAE: from a new search or order to the table that shows it, and each pulse while it is
/// scrolled.
final class TableWatch {
    private static final int PULSES = 60;
    private static final int ROWS_A_PULSE = 211;
    private static final String[] SEARCHES = {"1", "rope", "13", "harbour 9", ""};

    private final LargeTableView table;
    private final UiScript script;
    private final PulseClock pulses;
    private long asked;
    private long shown;
    private double filterMs;
    private double sortMs;
    private double scrollMs;

    TableWatch(LargeTableView table, UiScript script, PulseClock pulses) {
        this.table = table;
        this.script = script;
        this.pulses = pulses;
        table.listing().subscribe((before, now) -> shown = System.nanoTime());
    }

    /// Searches, the slowest of which counts.
    void filter() {
        for (String text : SEARCHES) {
            filterMs = Math.max(filterMs, timed(() -> table.filter(text)));
        }
    }

    /// Sorts the whole table both ways by two columns; the slowest counts.
    void sort() {
        for (boolean density : new boolean[]{true, false}) {
            for (boolean rising : new boolean[]{true, false}) {
                sortMs = Math.max(sortMs, timed(() -> table.sort(density, rising)));
            }
        }
    }

    private double timed(Runnable action) {
        script.act(() -> {
            asked = System.nanoTime();
            action.run();
        });
        script.rest();
        return UiScript.onUi(() -> (shown - asked) / 1e6);
    }

    /// Scrolls at every pulse; style and layout of these pulses count.
    void scroll() {
        int before = UiScript.onUi(() -> pulses.layoutNanos().length);
        script.eachPulse(PULSES, () -> true, pulse -> table.scrollTo(pulse * ROWS_A_PULSE));
        scrollMs = UiScript.onUi(() -> {
            long[] all = pulses.layoutNanos();
            return Spread.of(Arrays.copyOfRange(all, before, all.length)).p95Ms();
        });
    }

    FeatureTable report() {
        return new FeatureTable(filterMs, sortMs, scrollMs);
    }
}
