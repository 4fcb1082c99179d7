package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Selection;
import org.sextant.app.steering.ExpertRows;
import org.sextant.runtime.session.RoutedLayer;

/// The expert that is looked at, the selected one or the top expert of what is selected: what it did on this prompt, and changing it.
final class ExpertViewModel {
    /// A token that went to the expert.
    ///
    /// @param position of the token
    /// @param text of the token
    /// @param rank 0 where the router chose the expert first
    record Seen(int position, String text, int rank, float weight, float logit) {}

    /// What an expert did.
    ///
    /// @param tokens how many the prompt has
    /// @param probability what the router gives it on average
    /// @param before tokens that it sees without the sliders, where both are known
    record Work(ExpertAddress address, int tokens, List<Seen> seen, float meanWeight, float probability,
            OptionalInt before) {}

    private final TraceViewModel trace;
    private final ExpertRows rows;
    private final ReadOnlyObjectWrapper<Optional<ExpertAddress>> address = new ReadOnlyObjectWrapper<>(this, "address",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Work>> work = new ReadOnlyObjectWrapper<>(this, "work",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Selection> inspected = new ReadOnlyObjectWrapper<>(this, "inspected",
            Selection.NONE);
    private final ReadOnlyObjectWrapper<Double> gain = new ReadOnlyObjectWrapper<>(this, "gain", 1.0);

    ExpertViewModel(TraceViewModel trace) {
        this.trace = trace;
        this.rows = new ExpertRows(trace.workspace());
        trace.tracedProperty().subscribe(_ -> follow());
        trace.workspace().selectionProperty().subscribe(_ -> follow());
        trace.workspace().steeringProperty().subscribe(_ -> follow());
    }

    ReadOnlyObjectProperty<Optional<ExpertAddress>> addressProperty() {
        return address.getReadOnlyProperty();
    }

    /// The selection with the expert that is looked at.
    ReadOnlyObjectProperty<Selection> inspectedProperty() {
        return inspected.getReadOnlyProperty();
    }

    /// What the selected expert did; empty where none is selected or nothing was computed.
    ReadOnlyObjectProperty<Optional<Work>> workProperty() {
        return work.getReadOnlyProperty();
    }

    /// What its weight is multiplied by now.
    ReadOnlyObjectProperty<Double> gainProperty() {
        return gain.getReadOnlyProperty();
    }

    /// What the weight of any expert is multiplied by now.
    double gain(ExpertAddress expert) {
        return rows.gain(expert.layer(), expert.expert());
    }

    /// Gives an expert a slider of its own, or moves the one that it has.
    void change(ExpertAddress expert, ExpertChange change) {
        change.gain().ifPresentOrElse(value -> rows.set(expert.times(value)),
                () -> rows.forget(expert.layer(), expert.expert()));
    }

    /// Changes the selected expert.
    void change(ExpertChange change) {
        address.get().ifPresent(expert -> change(expert, change));
    }

    void setGain(double value) {
        address.get().ifPresent(expert -> rows.set(expert.times(value)));
    }

    /// Switches experts off under one slider.
    void switchOff(String name, List<ExpertAddress> experts) {
        rows.add(name, experts.stream().map(each -> each.times(0)).toList());
    }

    void selectToken(int position) {
        trace.selectToken(position);
    }

    private void follow() {
        address.set(trace.lookedAt());
        inspected.set(address.get().map(each -> trace.workspace().selection().withExpert(each.layer(), each.expert()))
                .orElse(trace.workspace().selection()));
        gain.set(address.get().map(this::gain).orElse(1.0));
        work.set(trace.traced().flatMap(now -> address.get().flatMap(each -> work(now, each))));
    }

    private static Optional<Work> work(Traced traced, ExpertAddress expert) {
        RoutingPicture picture = traced.picture();
        return picture.row(expert.layer()).stream().boxed().findFirst().map(row -> {
            OptionalInt before = traced.difference().isPresent()
                    ? OptionalInt.of(traced.sides().unsteered().loads().tokens(row, expert.expert()))
                    : OptionalInt.empty();
            return new Work(expert, picture.result().tokens().size(), seen(picture, row, expert.expert()),
                    picture.loads().meanWeight(row, expert.expert()),
                    picture.loads().probability(row, expert.expert()), before);
        });
    }

    private static List<Seen> seen(RoutingPicture picture, int row, int expert) {
        RoutedLayer layer = picture.result().layers().get(row);
        return IntStream.range(0, picture.result().tokens().size()).boxed()
                .flatMap(position -> picture.rank(row, position, expert).stream()
                        .mapToObj(rank -> new Seen(position, picture.result().tokens().get(position).text(), rank,
                                layer.weight(position, rank), layer.logits().at(position, expert))))
                .toList();
    }
}
