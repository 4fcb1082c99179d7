package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.SeriesLegend;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.PositionDifference;
import org.sextant.runtime.session.PositionDifference.Candidate;

/// How far both models' predictions lie apart, token by token: a curve, the readings beside each other, and the
/// candidates at the selected token.
final class TokensPane extends StackPane {
    private static final double LONG = 1e9;
    private static final double LEAST = 52;
    /// Height of the candidates where there is no room for more.
    private static final double SOME = 140;
    private static final int ROWS_ABOVE = 3;
    private static final int SECOND_POSITION = 2;
    private static final int REVERSE = 5;
    /// Of the candidates, with all their columns.
    private static final double CANDIDATES = 545;
    private static final double GAP = 12;
    /// Of a table beside its columns: its frame and the bar it is scrolled by.
    private static final double FRAME = 12;

    private final PromptPairViewModel model;
    private final PointsPane curve;
    private final CopyTable<AlignedToken> readings = readings();
    private final CopyTable<Candidate> candidates = CandidateTable.whole("compare-candidates");
    private final Label candidatesTitle = CompareNodes.title("");
    private final SeriesLegend legend = new SeriesLegend();
    private final VBox left = column(CompareNodes.title("Both readings, token by token"), readings);
    private boolean marking;
    private boolean picking;
    private boolean following;
    private boolean unseen;

    TokensPane(PromptPairViewModel model, Executor pixels) {
        this.model = model;
        curve = new PointsPane("compare-curve", pixels, model::selectPair);
        curve.setPrefSize(0, 170);
        curve.setMinHeight(110);
        var right = new VBox(4, legend, curve, candidatesTitle, candidates);
        candidates.setMinHeight(LEAST);
        candidates.setPrefHeight(SOME);
        candidates.setMaxHeight(LONG);
        VBox.setVgrow(candidates, Priority.ALWAYS);
        right.setMinSize(0, 0);
        right.setPrefWidth(0);
        HBox.setHgrow(right, Priority.ALWAYS);
        var states = new StatePane(new HBox(GAP, left, right));
        StateShower.follow(model.stateProperty(), states, model::again);
        getChildren().setAll(states);
        setMinSize(0, 0);
        widthProperty().subscribe(_ -> fit());
        keepSelectedInSight();
        model.pictureProperty().subscribe(_ -> show());
        model.measureProperty().subscribe(_ -> showCurve());
        model.selectedProperty().subscribe(_ -> mark());
        readings.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (!marking && row != null && row.a().isPresent()) {
                picking = true;
                model.selectToken(row.a().getAsInt());
                picking = false;
            }
        });
    }

    private static VBox column(Label title, CopyTable<?> table) {
        table.setMinHeight(0);
        table.setMaxHeight(LONG);
        return CompareNodes.column(title, table);
    }

    private static CopyTable<AlignedToken> readings() {
        var table = new CopyTable<AlignedToken>("compare-readings", "Both readings of the prompt, token by token",
                List.of(position("pos", AlignedToken::a), token("token A", AlignedToken::textA, AlignedToken::a),
                        position("pos", AlignedToken::b), token("token B", AlignedToken::textB, AlignedToken::b),
                        number("KL A‖B", PositionDifference::kl),
                        number("KL B‖A", PositionDifference::klReverse), number("JS", PositionDifference::js),
                        Column.text("best", 42, row -> row.difference().map(each -> each.topAgrees() ? "same" : "≠")
                                .orElse("–"),
                                row -> row.difference().map(each -> Boolean.toString(each.topAgrees())).orElse(""))));
        table.keepWidths();
        table.explain(List.of("Position in the first reading, from 0", "Token of the first reading",
                "Position in the second reading", "Token of the second reading",
                "Kullback-Leibler divergence of A from B, in nats",
                "Kullback-Leibler divergence of B from A, in nats: of a steered B from the unsteered A, as under OUTPUT",
                "Jensen-Shannon divergence, in nats", "Whether both find the same token most likely"));
        return table;
    }

    private static Column<AlignedToken> position(String title, Function<AlignedToken, OptionalInt> of) {
        Function<AlignedToken, String> text = row -> of.apply(row).isPresent()
                ? Integer.toString(of.apply(row).getAsInt())
                : "";
        return new Column<>(title, 40, true, text, text, _ -> 0, false);
    }

    private static Column<AlignedToken> token(String title, Function<AlignedToken, String> of,
            Function<AlignedToken, OptionalInt> place) {
        Function<AlignedToken, String> text = row -> place.apply(row).isPresent()
                ? VisibleText.of(of.apply(row))
                : "(alone)";
        return Column.text(title, 68, text, text);
    }

    private static Column<AlignedToken> number(String title, Function<PositionDifference, OptionalDouble> of) {
        Function<AlignedToken, OptionalDouble> value = row -> row.difference().map(of).orElse(OptionalDouble.empty());
        return new Column<>(title, 75, true,
                row -> value.apply(row).isPresent() ? Numbers.format(value.apply(row).getAsDouble()) : "–",
                row -> value.apply(row).isPresent() ? Double.toString(value.apply(row).getAsDouble()) : "", _ -> 0,
                false);
    }

    /// Where there is little room the second positions go if they say nothing new, and then the reverse divergence, for
    /// candidates have to be seen whole.
    private void fit() {
        TableColumn<AlignedToken, ?> reverse = readings.getColumns().get(REVERSE);
        readings.getColumns().get(SECOND_POSITION).setVisible(!readings.getItems().stream()
                .allMatch(row -> row.a().equals(row.b())));
        reverse.setVisible(true);
        reverse.setVisible(columns() + GAP + CANDIDATES <= getWidth());
        left.setMinWidth(columns());
        left.setMaxWidth(columns());
    }

    /// Width of the readings with the columns that they have now.
    private double columns() {
        return FRAME + readings.getVisibleLeafColumns().stream().mapToDouble(TableColumn::getPrefWidth).sum();
    }

    /// A table scrolls by the height that it has at that time, and has its own only when it is laid out: what was selected
    /// elsewhere is brought into sight after that, and again at another height until the person scrolls.
    private void keepSelectedInSight() {
        readings.addEventFilter(ScrollEvent.SCROLL, _ -> following = false);
        readings.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> following = false);
        readings.heightProperty().subscribe(_ -> unseen = following);
        readings.needsLayoutProperty().subscribe(needed -> {
            if (!needed && unseen) {
                Platform.runLater(this::reveal);
            }
        });
    }

    private void reveal() {
        if (unseen) {
            unseen = false;
            readings.scrollTo(Math.max(0, readings.getSelectionModel().getSelectedIndex() - ROWS_ABOVE));
        }
    }

    private void show() {
        marking = true;
        readings.showLazily(model.readings());
        marking = false;
        fit();
        showCurve();
        mark();
    }

    private void showCurve() {
        Optional<PointsFigure> figure = model.curve();
        curve.figureProperty().set(figure);
        figure.ifPresentOrElse(legend::show, legend::clear);
    }

    private void mark() {
        Optional<PositionDifference> selected = model.selectedProperty().get();
        curve.selectedProperty().set(model.selectedPair());
        marking = true;
        readings.getSelectionModel().clearSelection();
        selected.flatMap(here -> readings.getItems().stream()
                .filter(row -> row.difference().filter(here::equals).isPresent()).findFirst())
                .ifPresent(this::select);
        marking = false;
        candidatesTitle.setText(selected.map(here -> "Next token after position " + here.a())
                .orElse("Select a token to see what both expect next"));
        candidates.showLazily(selected.map(PositionDifference::candidates).orElse(List.of()));
    }

    /// What was selected elsewhere comes into sight; a row that is clicked stays where it is.
    private void select(AlignedToken row) {
        readings.getSelectionModel().select(row);
        if (!picking) {
            following = true;
            unseen = true;
            readings.requestLayout();
        }
    }
}
