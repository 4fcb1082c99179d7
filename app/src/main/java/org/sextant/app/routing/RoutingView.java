package org.sextant.app.routing;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.activations.Aspect;
import org.sextant.app.activations.AspectBar;
import org.sextant.app.routing.RoutingViewModel.Kind;
import org.sextant.app.state.Selection;
import org.sextant.app.view.Command;
import org.sextant.app.view.FigureFiles;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.SavedNote;
import org.sextant.app.view.ShortNames;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;

/// Mixtures of experts: which experts the tokens went to, and which have to do with a class of prompts.
public final class RoutingView implements WorkbenchView {
    private static final ViewIdentity IDENTITY = new ViewIdentity("routing", "Experts",
            "Mixtures of experts: which experts each token went to, and changing them", Feather.SHARE_2, 4);
    private static final Duration TICK = Duration.millis(300);

    private final RoutingViewModel model;
    private final ExpertInspector inspector;
    private final List<Command> commands;
    private final VBox root = new VBox();

    public RoutingView(ViewContext context) {
        this(context, OpenDialog.ofWindow(), SaveDialog.ofWindow());
    }

    /// A view that asks for files where it is told.
    public RoutingView(ViewContext context, OpenDialog openDialog, SaveDialog saveDialog) {
        model = new RoutingViewModel(context);
        inspector = new ExpertInspector(model.expert());
        var note = new SavedNote();
        Executor pixels = context.tasks().unseen();
        var trace = new TracePane(model, pixels, inspector::enter);
        var lanes = new LanesPane(model, pixels, inspector::enter);
        var resonance = new ResonancePane(model, pixels, openDialog, inspector::enter);
        var effect = new EffectPane(model.effect(), pixels, openDialog);
        Map<Kind, Node> panes = new EnumMap<>(Map.of(Kind.EXPERTS, traced(trace.map().pane()), Kind.LANES,
                traced(lanes), Kind.RESONANCE, withExperts(resonance), Kind.EFFECT, effect));
        var own = new RoutingCommands(model, new FigureFiles(context.tasks(), saveDialog, note::show));
        var controls = new RoutingControls(model,
                Map.of(Kind.EXPERTS, trace.map().scale(), Kind.LANES, lanes.map().scale(), Kind.RESONANCE,
                        resonance.map().scale()),
                own.all());
        controls.whenFound(() -> {
            switch (model.kindProperty().get()) {
                case EXPERTS -> trace.reveal();
                case LANES -> lanes.reveal();
                case RESONANCE -> resonance.reveal();
                case EFFECT -> {
                    // It shows plans, not experts.
                }
            }
        });
        commands = Stream.concat(own.all().stream(), Stream.of(Command.of(Command.Menu.EDIT, "Go to an expert",
                controls::find).enabledWhen(model.showingProperty()).withKey("Shortcut+F"))).toList();
        var pictures = new StackPane();
        panes.values().forEach(pictures.getChildren()::add);
        pictures.getChildren().add(note);
        pictures.setMinSize(0, 0);
        pictures.getStyleClass().add("view-picture");
        StackPane.setAlignment(note, Pos.BOTTOM_RIGHT);
        VBox.setVgrow(pictures, Priority.ALWAYS);
        root.setId("routing-view");
        root.getStyleClass().add("routing");
        root.getChildren().setAll(controls, new SequenceBar(model), aspect(), pictures);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::play);
        for (Region styled : List.of(root, inspector)) {
            styled.getStylesheets()
                    .add(Objects.requireNonNull(RoutingView.class.getResource("routing.css")).toExternalForm());
        }
        model.kindProperty().subscribe(now -> panes.forEach((each, pane) -> pane.setVisible(each == now)));
        followClock();
    }

    /// Resonance is read without the sliders and plans are tried beside them, so that there is nothing to choose there.
    private Node aspect() {
        var bar = new AspectBar(model.aspect(), model.context().workspace());
        var aspect = new StackPane(bar);
        aspect.visibleProperty().bind(Bindings.createBooleanBinding(
                () -> model.kindProperty().get().isOfPrompt() && bar.isVisible(), model.kindProperty(),
                bar.visibleProperty()));
        aspect.managedProperty().bind(aspect.visibleProperty());
        return aspect;
    }

    private void followClock() {
        var clock = new Timeline(new KeyFrame(TICK, _ -> model.play().tick()));
        clock.setCycleCount(Animation.INDEFINITE);
        model.play().playingProperty().subscribe(playing -> {
            if (playing) {
                clock.playFromStart();
            } else {
                clock.stop();
            }
        });
    }

    /// A picture of the prompt, in its states.
    private Node traced(Node picture) {
        var pane = new StatePane(picture);
        StateShower.follow(model.trace().stateProperty(), pane, model.trace()::again);
        model.trace().stateProperty().subscribe(state -> {
            if (state.equals(RoutingViewModel.NO_EXPERTS)) {
                refuse(pane);
            }
        });
        return pane;
    }

    /// A picture of its own states, where the open model has experts.
    private Node withExperts(Node picture) {
        var pane = new StatePane(picture);
        model.context().workspace().modelProperty().subscribe(open -> {
            if (open.isPresent() && model.trace().experts().isEmpty()) {
                refuse(pane);
            } else {
                pane.showResult();
            }
        });
        return pane;
    }

    /// Says why there is nothing to see, and offers a demo model that has experts.
    private void refuse(StatePane pane) {
        Optional<Command> open = model.context().demos().withExperts().stream().findFirst()
                .map(address -> Command.of(Command.Menu.MODEL, "Open " + address,
                        () -> model.context().demos().open(address)));
        PaneState.Empty state = RoutingViewModel.NO_EXPERTS;
        pane.showNothing(Feather.SHARE_2, state.what(), state.remedy(), open);
    }

    /// Space in a picture plays; where a control takes the key it never comes here.
    private void play(KeyEvent event) {
        if (event.getCode() == KeyCode.SPACE && !event.isShortcutDown() && !event.isAltDown()
                && model.kindProperty().get().isOfPrompt()) {
            model.play().toggle();
            event.consume();
        }
    }

    @Override
    public ViewIdentity identity() {
        return IDENTITY;
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public Optional<Node> inspector() {
        return Optional.of(inspector);
    }

    @Override
    public Optional<ObservableValue<Selection>> inspected() {
        return Optional.of(model.expert().inspectedProperty());
    }

    @Override
    public List<String> pictures() {
        return ShortNames.of(Kind.class);
    }

    @Override
    public void showPicture(String name) {
        model.kindProperty().set(ShortNames.parse(Kind.class, name));
    }

    @Override
    public List<String> aspects() {
        return ShortNames.of(Aspect.class);
    }

    @Override
    public void showAspect(String name) {
        model.aspect().aspectProperty().set(ShortNames.parse(Aspect.class, name));
    }

    @Override
    public List<Command> commands() {
        return commands;
    }

    @Override
    public void setShowing(boolean visible) {
        model.setShowing(visible);
    }
}
