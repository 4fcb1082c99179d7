package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.state.SiteName;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.HeadEdit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringRow.Part;
import org.sextant.runtime.steering.VectorEdit;
import org.sextant.runtime.steering.ZeroEdit;

/// A row as one slider reads it and moves it: all its edits have one value, one operation and the same positions. Where
/// a file gave them several, the first counts until the slider is moved.
///
/// @param row with one edit or expert at least
record RowEdits(SteeringRow row) {
    /// What a slider is about.
    enum Kind {
        VECTOR, HEAD, FEATURE, ZERO, EXPERT
    }

    Kind kind() {
        return first().map(edit -> switch (edit) {
            case VectorEdit _ -> Kind.VECTOR;
            case HeadEdit _ -> Kind.HEAD;
            case FeatureEdit _ -> Kind.FEATURE;
            case ZeroEdit _ -> Kind.ZERO;
        }).orElse(Kind.EXPERT);
    }

    private Optional<Edit> first() {
        return row.parts().stream().findFirst().map(Part::edit);
    }

    Optional<Operation> operation() {
        return first().map(Edit::operation);
    }

    /// Where the slider changes nothing.
    double neutral() {
        return row.neutral();
    }

    /// Whether it changes nothing only while it is muted.
    boolean isOffWhenNeutral() {
        return operation().filter(SliderRange::isOffWhenNeutral).isPresent() || isForced();
    }

    /// Whether its expert is given to every token, at any value.
    boolean isForced() {
        return mode().filter(mode -> mode == ExpertGain.Mode.FORCE).isPresent();
    }

    /// Where the slider stands; 0 for a part that is set to zero, which has no slider.
    double value() {
        return first().map(edit -> switch (edit) {
            case VectorEdit vector -> vector.coefficient();
            case HeadEdit head -> head.gain();
            case FeatureEdit feature -> feature.amount();
            case ZeroEdit _ -> 0.0;
        }).or(() -> row.experts().stream().findFirst().map(ExpertGain::gain)).orElse(0.0);
    }

    /// The row with its slider elsewhere.
    ///
    /// @param value finite; not negative for experts
    SteeringRow at(double value) {
        return row.at(value);
    }

    /// The row as it changes nothing.
    SteeringRow neutralised() {
        return isOffWhenNeutral() ? muted(true) : at(neutral());
    }

    /// What can be done instead of what is done.
    List<Operation> operations() {
        return operation().map(now -> switch (now) {
            case ADD, ADD_NORMALISED, ABLATE, AFFINE -> vectorOperations();
            case ADD_FEATURE, CLAMP_FEATURE, SCALE_FEATURE -> FeatureEdit.OPERATIONS;
            case SCALE_HEAD, ZERO -> List.of(now);
        }).orElse(List.of());
    }

    /// Affine editing needs the mean of the negative class.
    private List<Operation> vectorOperations() {
        boolean means = row.parts().stream().map(Part::edit)
                .allMatch(edit -> edit instanceof VectorEdit vector && vector.negativeMean().isPresent());
        return Stream.of(Operation.ADD, Operation.ADD_NORMALISED, Operation.ABLATE, Operation.AFFINE)
                .filter(operation -> means || operation != Operation.AFFINE).toList();
    }

    /// The row with another of its [#operations].
    SteeringRow doing(Operation operation) {
        return changed(edit -> switch (edit) {
            case VectorEdit vector when vector.operation() != operation -> new VectorEdit(vector.site(), operation,
                    vector.vector(), vector.negativeMean(), vector.coefficient(), vector.positions());
            case FeatureEdit feature -> new FeatureEdit(feature.site(), operation, feature.sae(), feature.feature(),
                    amount(feature, operation), feature.positions());
            case VectorEdit _,HeadEdit _,ZeroEdit _ -> edit;
        }, UnaryOperator.identity());
    }

    /// What is added to a feature is no number to multiply it by.
    private static double amount(FeatureEdit feature, Operation next) {
        double before = FeatureEdit.neutral(feature.operation());
        return before == FeatureEdit.neutral(next) ? feature.amount() : FeatureEdit.neutral(next);
    }

    /// Where in the text; experts act everywhere.
    Optional<Positions> positions() {
        return first().map(Edit::positions);
    }

    SteeringRow where(Positions positions) {
        return changed(edit -> edit.where(positions), UnaryOperator.identity());
    }

    /// How an expert is switched off or on.
    Optional<ExpertGain.Mode> mode() {
        return row.experts().stream().findFirst().map(ExpertGain::mode);
    }

    SteeringRow by(ExpertGain.Mode mode) {
        return changed(UnaryOperator.identity(),
                expert -> new ExpertGain(expert.layer(), expert.expert(), expert.gain(), mode));
    }

    /// The blocks that its edits stand in, also those left out for now.
    List<Integer> layers() {
        return Stream.concat(row.parts().stream().flatMap(part -> layer(part.edit()).stream().boxed()),
                row.experts().stream().map(ExpertGain::layer)).distinct().sorted().toList();
    }

    /// The blocks where it acts.
    List<Integer> activeLayers() {
        return Stream.concat(
                row.parts().stream().filter(Part::active).flatMap(part -> layer(part.edit()).stream().boxed()),
                row.experts().stream().map(ExpertGain::layer)).distinct().sorted().toList();
    }

    /// The row acting in a run of blocks. An edit outside the blocks acts always.
    ///
    /// @param from first block
    /// @param to last block
    SteeringRow between(int from, int to) {
        List<Part> parts = row.parts().stream().map(part -> {
            OptionalInt layer = layer(part.edit());
            return new Part(part.edit(),
                    layer.isEmpty() || (layer.getAsInt() >= from && layer.getAsInt() <= to));
        }).toList();
        return new SteeringRow(row.name(), row.colour(), row.muted(), row.solo(), parts, row.experts());
    }

    SteeringRow named(String name) {
        return new SteeringRow(name, row.colour(), row.muted(), row.solo(), row.parts(), row.experts());
    }

    SteeringRow coloured(int colour) {
        return new SteeringRow(row.name(), colour, row.muted(), row.solo(), row.parts(), row.experts());
    }

    SteeringRow muted(boolean muted) {
        return new SteeringRow(row.name(), row.colour(), muted, row.solo(), row.parts(), row.experts());
    }

    SteeringRow solo(boolean solo) {
        return new SteeringRow(row.name(), row.colour(), row.muted(), solo, row.parts(), row.experts());
    }

    /// What the slider is about, whatever its value: sites and operation, head or feature or expert.
    List<Object> subject() {
        List<Object> subject = new ArrayList<>();
        for (Part part : row.parts()) {
            subject.addAll(List.of(part.edit().site(), part.edit().operation(), number(part.edit())));
        }
        row.experts().forEach(expert -> subject.addAll(List.of(expert.layer(), expert.expert())));
        return subject;
    }

    /// All that decides what a value of the slider does: everything of the row but that value, its name and how it is
    /// shown.
    List<Object> effect() {
        List<Object> effect = new ArrayList<>(subject());
        for (Part part : row.parts()) {
            effect.addAll(List.of(part.active(), part.edit().positions()));
            switch (part.edit()) {
                case VectorEdit vector -> effect.addAll(List.of(vector.vector(), vector.negativeMean()));
                case FeatureEdit feature -> effect.add(feature.sae());
                case HeadEdit _,ZeroEdit _ -> {
                }
            }
        }
        row.experts().forEach(expert -> effect.add(expert.mode()));
        return effect;
    }

    /// The directions of a vector, by the site that each belongs to; empty for anything else.
    List<Object> directions() {
        List<Object> directions = new ArrayList<>();
        for (Part part : row.parts()) {
            if (part.edit() instanceof VectorEdit vector) {
                directions.addAll(List.of(vector.site(), vector.vector()));
            }
        }
        return directions;
    }

    private static int number(Edit edit) {
        return switch (edit) {
            case HeadEdit head -> head.head();
            case FeatureEdit feature -> feature.feature();
            case VectorEdit _,ZeroEdit _ -> 0;
        };
    }

    /// The first of the eight colours that the fewest rows have.
    static int freeColour(List<SteeringRow> rows) {
        return IntStream.range(0, 8).boxed()
                .min(Comparator.comparingLong(colour -> rows.stream().filter(row -> row.colour() == colour).count()))
                .orElseThrow();
    }

    private static OptionalInt layer(Edit edit) {
        return SiteName.parse(edit.site()).layer();
    }

    private SteeringRow changed(UnaryOperator<Edit> edits, UnaryOperator<ExpertGain> experts) {
        return new SteeringRow(row.name(), row.colour(), row.muted(), row.solo(),
                row.parts().stream().map(part -> new Part(edits.apply(part.edit()), part.active())).toList(),
                row.experts().stream().map(experts).toList());
    }
}
