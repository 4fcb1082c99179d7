package org.sextant.app.routing;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.state.Selection;
import org.sextant.app.steering.ExpertRows;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertGain.Mode;
import org.sextant.runtime.session.RoutedLayer;

/// The expert that is looked at, the selected one or the top expert of what is selected: what it did on this prompt, and changing it.
final class ExpertViewModel {
    /// A token that went to the expert.
    ///
    /// @param position of the token
    /// @param text of the token, as it is written in pictures
    /// @param rank 0 where the router chose the expert first
    record Seen(int position, String text, int rank, float weight, float logit) {}

    /// What an expert did.
    ///
    /// @param tokens how many the prompt has
    /// @param probability what the router gives it on average
    /// @param before tokens that it sees without the sliders, where both are known
    record Work(ExpertAddress address, int tokens, List<Seen> seen, float meanWeight, float probability,
            OptionalInt before) {}

    /// How an expert may be switched off.
    static final Set<Mode> WEIGHINGS = EnumSet.of(Mode.MASK, Mode.ZERO, Mode.ZERO_RENORM);

    private final TraceViewModel trace;
    private final ExpertRows rows;
    private final ReadOnlyObjectWrapper<Optional<ExpertAddress>> address = new ReadOnlyObjectWrapper<>(this, "address",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Work>> work = new ReadOnlyObjectWrapper<>(this, "work",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Selection> inspected = new ReadOnlyObjectWrapper<>(this, "inspected",
            Selection.NONE);
    private final ReadOnlyObjectWrapper<Double> gain = new ReadOnlyObjectWrapper<>(this, "gain", 1.0);
    private final ReadOnlyObjectWrapper<String> note = new ReadOnlyObjectWrapper<>(this, "note", "");
    private final ObjectProperty<Mode> weighing = new SimpleObjectProperty<>(this, "weighing", Mode.MASK);

    ExpertViewModel(TraceViewModel trace) {
        this.trace = trace;
        this.rows = new ExpertRows(trace.workspace());
        weighing.subscribe((before, now) -> weigh(now));
        trace.tracedProperty().subscribe(_ -> follow());
        trace.selectedProperty().subscribe(_ -> follow());
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

    /// What becomes of the other weights of a token, one of [#WEIGHINGS]; stays from one expert to the next.
    ObjectProperty<Mode> weighingProperty() {
        return weighing;
    }

    /// What is done with the expert that is looked at: that it is forced, why it cannot be, what is done otherwise than its
    /// sliders ask; empty where there is nothing to say.
    ReadOnlyObjectProperty<String> noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// Gives an expert a slider of its own, or moves the one that it has.
    void change(ExpertAddress expert, ExpertChange change) {
        change.of(expert, weighing.get()).ifPresentOrElse(rows::set,
                () -> rows.forget(expert.layer(), expert.expert()));
    }

    /// Changes the selected expert.
    void change(ExpertChange change) {
        address.get().ifPresent(expert -> change(expert, change));
    }

    /// Moves the slider of the selected expert, which stays forced where it is.
    void setGain(double value) {
        address.get().ifPresent(expert -> rows.set(expert.times(value,
                rows.slider(expert.layer(), expert.expert()).map(ExpertGain::mode).orElse(weighing.get()))));
    }

    /// A slider that the expert has already follows the choice.
    private void weigh(Mode next) {
        address.get().flatMap(expert -> rows.slider(expert.layer(), expert.expert()))
                .filter(own -> WEIGHINGS.contains(own.mode()))
                .ifPresent(own -> rows.set(new ExpertGain(own.layer(), own.expert(), own.gain(), next)));
    }

    /// Puts experts under one slider.
    void add(String name, List<ExpertGain> gains) {
        rows.add(name, gains);
    }

    void selectToken(int position) {
        trace.selectToken(position, false);
    }

    private void follow() {
        address.set(trace.lookedAt());
        inspected.set(address.get().map(each -> trace.workspace().selection().withExpert(each.layer(), each.expert()))
                .orElse(trace.workspace().selection()));
        gain.set(address.get().map(this::gain).orElse(1.0));
        note.set(address.get().map(this::note).orElse(""));
        work.set(trace.traced().flatMap(now -> address.get().flatMap(each -> work(now, each))));
    }

    private String note(ExpertAddress expert) {
        return trace.workspace().modelProperty().get()
                .map(open -> rows.note(open.card(), expert.layer(), expert.expert())).orElse("");
    }

    private static Optional<Work> work(Traced traced, ExpertAddress expert) {
        RoutingPicture picture = traced.picture();
        return picture.row(expert.layer()).stream().boxed().findFirst().map(row -> {
            OptionalInt before = traced.difference().isPresent() && !picture.isContinued()
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
                        .mapToObj(rank -> new Seen(position, picture.label(position), rank,
                                layer.weight(position, rank), layer.logits().at(position, expert))))
                .toList();
    }
}
