package org.sextant.app.shell;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.shell.WindowBenchReport.Comparison;
import org.sextant.app.state.Compared;
import org.sextant.app.task.Spread;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;

/// Looks at two models side by side, and measures how long each picture takes, and what that costs the UI thread.
final class CompareWatch {
    private final Workbench bench;
    private final WorkbenchPane pane;
    private final UiScript script;
    private final PulseClock pulses;
    private final FrameWatch tokens = new FrameWatch();
    private final FrameWatch layers = new FrameWatch();
    private final FrameWatch matrix = new FrameWatch();
    private final FrameWatch beside = new FrameWatch();
    private final FrameWatch again = new FrameWatch();
    private final FrameWatch cursor = new FrameWatch();
    private int tasksBefore;
    private int pulsesBefore;
    private Spread tasks = Spread.of(new long[0]);
    private Spread layouts = Spread.of(new long[0]);

    CompareWatch(Workbench bench, WorkbenchPane pane, Scene scene, UiScript script, PulseClock pulses) {
        this.bench = bench;
        this.pane = pane;
        this.script = script;
        this.pulses = pulses;
        scene.addPostLayoutPulseListener(() -> {
            if (!cursor.isSettled()) {
                cursor.painted(0);
            }
        });
    }

    /// Opens a model beside the open one.
    void open(String address) {
        script.act(() -> bench.second().open(address));
        script.rest();
        UiScript.onUi(() -> {
            tasksBefore = bench.meter().count();
            pulsesBefore = pulses.pulses();
            curve().setPaintListener(tokens::painted);
            layers.watch(heatmap("#compare-layers"));
            matrix.watch(heatmap("#compare-matrix"));
            beside.watch(heatmap("#compare-first"));
            return true;
        });
    }

    /// A part of the view, which is not in the window before it is shown.
    private Node part(String selector) {
        return bench.views().stream().filter(view -> view.id().equals("compare")).findFirst().orElseThrow().node()
                .lookup(selector);
    }

    private HeatmapPane heatmap(String selector) {
        return (HeatmapPane) part(selector);
    }

    private PointsPane curve() {
        return (PointsPane) part("#compare-curve");
    }

    void tokens() {
        show("prompt", tokens);
    }

    /// Their norms, which layers of any widths have.
    void layers() {
        script.act(((ToggleButton) part("#compare-layers-norm_ratio"))::fire);
        show("layers", layers);
    }

    void similarity() {
        show("matrix", matrix);
    }

    void sideBySide() {
        show("pictures", beside);
    }

    private void show(String picture, FrameWatch watch) {
        script.act(() -> {
            watch.asking();
            pane.showView("compare." + picture);
        });
        if (!script.restUntil(watch::isSettled)) {
            throw new UnattendedException("these two models have no such picture", "compare." + picture,
                    "compare others, or give a --prompt that both can read");
        }
    }

    /// Both read another prompt while their tokens are looked at.
    void again(Prompt prompt) {
        script.act(() -> pane.showView("compare.prompt"));
        script.rest();
        script.act(() -> bench.prompt().set(longer(prompt)));
        script.act(() -> {
            curve().setPaintListener(again::painted);
            again.asking();
            bench.prompt().run();
        });
        script.restUntil(again::isSettled);
        UiScript.onUi(() -> {
            tasks = Spread.of(bench.meter().since(tasksBefore));
            long[] all = pulses.layoutNanos();
            layouts = Spread.of(Arrays.copyOfRange(all, pulsesBefore, all.length));
            return true;
        });
    }

    private static Prompt longer(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text(String text, boolean special) -> new Prompt.Text(text + " and", special);
            case Prompt.Ids(List<Integer> ids) -> new Prompt.Ids(
                    Stream.concat(ids.stream(), Stream.of(ids.getFirst())).toList());
            case Prompt.Chat _ -> prompt;
        };
    }

    /// Moves the pointer over the first of two pictures, from cell to cell; the other follows where both are alike.
    void moveCursor(int move) {
        HeatmapPane target = heatmap("#compare-first");
        double x = target.getWidth() * (0.2 + 0.5 * (move % 23) / 22);
        double y = target.getHeight() * (0.2 + 0.5 * (move % 7) / 6);
        cursor.asking();
        Event.fireEvent(target, new MouseEvent(MouseEvent.MOUSE_MOVED, x, y, x, y, MouseButton.NONE, 0, false, false,
                false, false, false, false, false, false, false, false, null));
    }

    /// On the UI thread.
    Comparison report() {
        return new Comparison(name(), frame(tokens), frame(layers), frame(matrix), frame(beside), frame(again), tasks,
                layouts, Math.max(tasks.maxMs(), layouts.maxMs()), Spread.of(cursor.frameNanos()));
    }

    private String name() {
        return bench.workspace().comparedProperty().get().map(compared -> switch (compared) {
            case Compared.Other(OpenModel other) -> other.card().name();
            case Compared.Steered() -> SecondModel.STEERED;
        }).orElseThrow();
    }

    private static double frame(FrameWatch watch) {
        return Spread.of(watch.frameNanos()).maxMs();
    }
}
