package org.sextant.app.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;

import org.sextant.app.attribution.AttributionView;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Viewport;
import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.features.LargeTableView;
import org.sextant.app.routing.RoutingPicture;
import org.sextant.app.shell.WindowBenchReport.RoutingMap;
import org.sextant.app.shell.WindowBenchReport.Step;
import org.sextant.app.state.GenerationSettings;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.task.Spread;
import org.sextant.app.view.Command;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RoutingResult;
import org.sextant.runtime.session.Sampling;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.SteeringSet;

/// Uses the window as a person would, by a script, and measures how it keeps up: opens a model, runs a prompt, goes
/// through the pictures and layers, moves a slider, attributes a pair, zooms a large heatmap, searches a large table,
/// generates text, puts a second model beside the first.
public final class WindowBench {
    /// The largest window that fits the screen of a machine without one.
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 800;
    private static final int SWEEP = 7;
    private static final int ATTRIBUTED_TOKENS = 32;
    private static final int TURNS_ONE_WAY = 30;
    private static final double WHEEL_NOTCH = 40;
    private static final double DRAG = 24;
    private static final double ZOOM = 1.22;
    /// Pulses from one move of a slider to the next: 20 moves a second.
    private static final int PULSES_A_MOVE = 3;

    /// How much of each there is to do.
    ///
    /// @param layerSteps from layer to layer
    /// @param sliderMoves of one slider, 20 a second
    /// @param wheelTurns over the large heatmap
    /// @param newTokens to generate
    public record Length(int layerSteps, int sliderMoves, int wheelTurns, int newTokens) {
        /// What is measured.
        static final Length FULL = new Length(60, 200, 240, 64);
    }

    private final Length length;
    private final Stage stage;
    private final List<NoiseView> noise = new ArrayList<>();
    private final List<LargeTableView> large = new ArrayList<>();
    private final List<RoutedView> routed = new ArrayList<>();
    private final FrameWatch pictures = new FrameWatch();
    private final FrameWatch zooming = new FrameWatch();
    private final FrameWatch attributing = new FrameWatch();
    private final FrameWatch routing = new FrameWatch();
    private final FrameWatch movingRouting = new FrameWatch();
    private final List<Step> steps = new ArrayList<>();
    private final Workbench bench;
    private final WorkbenchPane pane;
    private final PulseClock pulses;
    private final SliderWatch slider;
    private final UiScript script;
    private final TableWatch table;
    private final CompareWatch comparing;

    /// Shows the window. On the UI thread.
    private WindowBench(Length length) {
        this.length = length;
        var settings = new GenerationSettings(new Sampling(0, 0, 1, 0), length.newTokens());
        bench = new Workbench(Session::local, ModelAddresses.bundled(),
                Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT).withGeneration(settings), _ -> {}, this::views);
        pane = new WorkbenchPane(bench, _ -> {});
        script = new UiScript(bench);
        Scene scene = pane.scene(WIDTH, HEIGHT);
        pulses = PulseClock.of(scene);
        slider = new SliderWatch(bench, scene);
        table = new TableWatch(large.getFirst(), script, pulses);
        comparing = new CompareWatch(bench, pane, scene, script, pulses);
        stage = new Stage();
        stage.setScene(scene);
        stage.show();
    }

    /// Plays the script once, without a display. Starts and ends JavaFX, so once a process.
    ///
    /// @param beside the model that is put beside it
    /// @param prompt what to run; should have some dozens of tokens
    /// @throws org.sextant.runtime.SextantException if a model or the prompt cannot be taken
    public static WindowBenchReport measure(OpenRequest model, OpenRequest beside, Prompt prompt) {
        return HeadlessToolkit.during(() -> measure(model, beside, prompt, Length.FULL));
    }

    /// Plays a script of some length with JavaFX running already. Not for the UI thread.
    ///
    /// @throws org.sextant.runtime.SextantException if a model or the prompt cannot be taken
    public static WindowBenchReport measure(OpenRequest model, OpenRequest beside, Prompt prompt, Length length) {
        WindowBench window = UiScript.onUi(() -> new WindowBench(length));
        try {
            return window.play(model, beside, prompt);
        } finally {
            Platform.runLater(window.stage::hide);
            window.bench.shutDown();
        }
    }

    private List<WorkbenchView> views(ViewContext context) {
        noise.add(new NoiseView(context));
        List<WorkbenchView> views = new ArrayList<>(WorkbenchViews.all(context));
        views.addAll(noise);
        large.add(new LargeTableView(context));
        views.addAll(large);
        routed.add(new RoutedView(context));
        views.addAll(routed);
        return views;
    }

    private WindowBenchReport play(OpenRequest model, OpenRequest beside, Prompt prompt) {
        step("first paint", () -> script.eachPulse(3, () -> true, _ -> {}));
        step("open", () -> script.act(() -> bench.models().open(model)));
        step("type", () -> script.act(() -> bench.prompt().set(prompt)));
        step("run", () -> script.act(bench.prompt()::run));
        script.act(() -> pane.lookupAll(".heatmap").forEach(node -> pictures.watch((HeatmapPane) node)));
        for (String picture : List.of("Statistics", "Attention", "Lens", "Site")) {
            step("show " + picture.toLowerCase(Locale.ROOT), () -> script.act(command("Show " + picture)::run));
        }
        Command before = command("Layer before");
        Command after = command("Layer after");
        step("scrub layers", () -> script.eachPulse(length.layerSteps(), () -> true,
                index -> (index / SWEEP % 2 == 0 ? before : after).run()));
        step("move slider", () -> script.eachPulse(length.sliderMoves() * PULSES_A_MOVE, () -> true, this::slide));
        step("take slider back", () -> script.act(() -> bench.workspace().steeringProperty().set(SteeringSet.EMPTY)));
        step("attribute", this::attribute);
        zooming.watch(noise.getFirst().pane());
        step("show large heatmap", () -> script.act(() -> pane.showView(noise.getFirst().id())));
        step("zoom large heatmap", () -> script.eachPulse(length.wheelTurns(), zooming::isSettled, this::turnWheel));
        step("show routing of a large model", this::showRouting);
        movingRouting.watch(routed.getFirst().pane());
        step("zoom and pan routing", () -> script.eachPulse(length.wheelTurns(), movingRouting::isSettled,
                turn -> move(routed.getFirst().pane(), turn)));
        step("show large table", () -> script.act(() -> {
            pane.showView(large.getFirst().id());
            large.getFirst().fill();
        }));
        step("filter large table", table::filter);
        step("sort large table", table::sort);
        step("scroll large table", table::scroll);
        step("generate", () -> script.act(bench.generation()::start));
        compare(ModelOpener.address(beside.location()), prompt);
        return UiScript.onUi(() -> report());
    }

    /// Two models, picture by picture.
    private void compare(String address, Prompt prompt) {
        step("open a second model", () -> comparing.open(address));
        step("compare tokens", comparing::tokens);
        step("compare layers", comparing::layers);
        step("compare similarity", comparing::similarity);
        step("compare side by side", comparing::sideBySide);
        step("move linked cursor", () -> script.eachPulse(length.wheelTurns(), () -> true, comparing::moveCursor));
        step("compare another prompt", () -> comparing.again(prompt));
    }

    /// A pair of prompts that differ in their middle, from the click to the map.
    private void attribute() {
        AttributionView view = bench.views().stream().filter(AttributionView.class::isInstance)
                .map(AttributionView.class::cast).findFirst().orElseThrow();
        List<Integer> clean = UiScript.onUi(() -> bench.workspace().runProperty().get().orElseThrow().provenance()
                .ids().stream().limit(ATTRIBUTED_TOKENS).toList());
        List<Integer> corrupt = new ArrayList<>(clean);
        int middle = clean.size() / 2;
        corrupt.set(middle, clean.get(middle) == 0 ? 1 : clean.get(middle) - 1);
        script.act(() -> view.take(ContrastPair.ofIds(clean, corrupt, 0, 1)));
        script.act(() -> pane.showView(view.id()));
        script.rest();
        attributing.watch((HeatmapPane) UiScript.onUi(() -> pane.lookup("#attribution-map")));
        script.act(() -> view.take(ContrastPair.ofIds(clean, corrupt, 1, 0)));
        script.rest();
        script.act(() -> {
            attributing.asking();
            command("Attribute the pair").run();
        });
        script.restUntil(attributing::isSettled);
    }

    private void step(String name, Runnable action) {
        int before = UiScript.onUi(bench.meter()::count);
        long start = System.nanoTime();
        action.run();
        script.rest();
        double millis = (System.nanoTime() - start) / 1e6;
        steps.add(new Step(name, millis, Spread.of(UiScript.onUi(() -> bench.meter().since(before)))));
    }

    private Command command(String title) {
        return bench.views().stream().flatMap(view -> view.commands().stream())
                .filter(command -> command.title().equals(title)).findFirst().orElseThrow();
    }

    /// To and fro between −2 and 2, every value another.
    private void slide(int pulse) {
        if (pulse % PULSES_A_MOVE == 0) {
            int move = pulse / PULSES_A_MOVE;
            slider.move(2 * Math.sin(move / 8.0) + move * 1e-5);
        }
    }

    /// In and out again, at places all over the picture.
    private void turnWheel(int turn) {
        HeatmapPane target = noise.getFirst().pane();
        boolean in = turn / TURNS_ONE_WAY % 2 == 0;
        double x = target.getWidth() * (0.2 + 0.6 * (turn % 11) / 10);
        double y = target.getHeight() * (0.2 + 0.6 * (turn % 7) / 6);
        zooming.asking();
        Event.fireEvent(target, new ScrollEvent(ScrollEvent.SCROLL, x, y, x, y, false, false, false, false, false,
                false, 0, in ? WHEEL_NOTCH : -WHEEL_NOTCH, 0, in ? WHEEL_NOTCH : -WHEEL_NOTCH,
                ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
    }

    /// An answer of the model as it comes, until its map is painted.
    private void showRouting() {
        RoutingResult answer = RoutedView.routing();
        routing.watch(routed.getFirst().pane());
        script.act(() -> pane.showView(routed.getFirst().id()));
        script.rest();
        UiScript.onUi(() -> {
            routing.asking();
            return true;
        });
        RoutingPicture picture = new RoutingPicture(answer);
        script.act(() -> routed.getFirst().show(picture));
        script.restUntil(routing::isSettled);
    }

    /// Nearer and farther, and every other time aside, as wheel and drag do; where nothing would move, nothing is asked.
    private void move(HeatmapPane target, int turn) {
        Viewport view = target.viewportProperty().get();
        double factor = turn / TURNS_ONE_WAY % 2 == 0 ? ZOOM : 1 / ZOOM;
        Viewport next = turn % 2 == 0
                ? view.zoomAt(view.width() * (0.2 + 0.6 * (turn % 11) / 10), view.height() / 2, factor)
                : view.panBy(turn % 4 == 1 ? DRAG : -DRAG, turn % 8 < 4 ? DRAG : -DRAG);
        if (!next.equals(view)) {
            movingRouting.asking();
            target.viewportProperty().set(next);
        }
    }

    private WindowBenchReport report() {
        Instant begun = ProcessHandle.current().info().startInstant().orElseThrow();
        double firstPaint = Duration.between(begun, pulses.firstPaint().orElseThrow()).toNanos() / 1e6;
        String name = bench.workspace().modelProperty().get().orElseThrow().card().name();
        return new WindowBenchReport("headless, painted by software", WIDTH + "x" + HEIGHT, name, firstPaint,
                Spread.of(bench.meter().since(0)), pulses.pulses(), Spread.of(pulses.layoutNanos()),
                slider.moves(), Spread.of(slider.nanos()), slider.lastShown(), Spread.of(pictures.paintNanos()),
                Spread.of(zooming.paintNanos()), Spread.of(zooming.frameNanos()),
                Spread.of(attributing.frameNanos()).maxMs(), table.report(),
                new RoutingMap(RoutedView.LAYERS, RoutedView.EXPERTS, RoutedView.TOKENS,
                        Spread.of(routing.frameNanos()).maxMs(), Spread.of(movingRouting.frameNanos()).p95Ms()),
                comparing.report(), steps);
    }
}
