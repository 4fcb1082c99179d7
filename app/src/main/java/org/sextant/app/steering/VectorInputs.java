package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.sextant.app.state.Workspace;
import org.sextant.app.steering.PromptTexts.Side;
import org.sextant.app.steering.VectorQuestion.RefusalChoice;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.hook.SiteKind.Axes;
import org.sextant.runtime.session.LearnDirectionRequest.Course;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.RefusalDirectionRequest.Candidates;
import org.sextant.runtime.session.TokenPosition;

/// What is typed and chosen for a vector, and what there is to choose from. The lists stay when the model goes.
final class VectorInputs {
    private static final double HELD_OUT = 0.2;
    private static final int FARTHEST = 6;
    private static final List<SiteKind> STREAM = List.of(SiteKind.RESID_PRE, SiteKind.RESID_MID, SiteKind.RESID_POST,
            SiteKind.ATTN_OUT, SiteKind.MLP_OUT);

    private final Map<Side, StringProperty> texts = new EnumMap<>(Side.class);
    private final BooleanProperty conversations = new SimpleBooleanProperty(this, "conversations");
    private final ReadOnlyBooleanWrapper canConverse = new ReadOnlyBooleanWrapper(this, "canConverse");
    private final ObjectProperty<VectorMethod> method = new SimpleObjectProperty<>(this, "method",
            VectorMethod.MEAN_DIFFERENCE);
    private final ObjectProperty<SiteKind> site = new SimpleObjectProperty<>(this, "site", SiteKind.RESID_POST);
    private final ObjectProperty<TokenPosition> position = new SimpleObjectProperty<>(this, "position",
            TokenPosition.LAST);
    private final ReadOnlyIntegerWrapper blocks = new ReadOnlyIntegerWrapper(this, "blocks", 1);
    private final ObjectProperty<LayerRange> layers = new SimpleObjectProperty<>(this, "layers", LayerRange.all(1));
    private final DoubleProperty heldOut = new SimpleDoubleProperty(this, "heldOut", HELD_OUT);
    private final ObjectProperty<Course> course = new SimpleObjectProperty<>(this, "course", Course.USUAL);
    private final ObjectProperty<RefusalChoice> refusal = new SimpleObjectProperty<>(this, "refusal",
            RefusalChoice.USUAL);
    private final ReadOnlyObjectWrapper<List<SiteKind>> sites = new ReadOnlyObjectWrapper<>(this, "sites", STREAM);
    private final ReadOnlyObjectWrapper<List<TokenPosition>> positions = new ReadOnlyObjectWrapper<>(this, "positions",
            List.of(TokenPosition.LAST));

    VectorInputs(Workspace workspace) {
        Arrays.stream(Side.values()).forEach(side -> texts.put(side, new SimpleStringProperty(this, side.name(), "")));
        workspace.modelProperty().subscribe(this::follow);
        conversations.subscribe(_ -> offerPositions());
        method.subscribe((before, now) -> {
            if (now == VectorMethod.REFUSAL) {
                conversations.set(canConverse.get());
            }
        });
    }

    /// One of the lists, as a file of prompts holds it: a prompt a line, or JSON lines.
    StringProperty text(Side side) {
        return texts.get(side);
    }

    /// Whether each prompt goes through the model's chat template, as what the person says.
    BooleanProperty conversationsProperty() {
        return conversations;
    }

    /// Whether the open model has a chat template.
    ReadOnlyBooleanProperty canConverseProperty() {
        return canConverse.getReadOnlyProperty();
    }

    ObjectProperty<VectorMethod> methodProperty() {
        return method;
    }

    ObjectProperty<SiteKind> siteProperty() {
        return site;
    }

    ObjectProperty<TokenPosition> positionProperty() {
        return position;
    }

    /// The blocks that get a direction.
    ObjectProperty<LayerRange> layersProperty() {
        return layers;
    }

    /// How many blocks the open model has.
    ReadOnlyIntegerProperty blocksProperty() {
        return blocks.getReadOnlyProperty();
    }

    /// Share of the prompts to measure on alone, from 0 to below 1.
    DoubleProperty heldOutProperty() {
        return heldOut;
    }

    /// How a direction is learnt.
    ObjectProperty<Course> courseProperty() {
        return course;
    }

    ObjectProperty<RefusalChoice> refusalProperty() {
        return refusal;
    }

    /// The places in a block to choose from.
    ReadOnlyObjectProperty<List<SiteKind>> sitesProperty() {
        return sites.getReadOnlyProperty();
    }

    /// The rules for the token to choose from.
    ReadOnlyObjectProperty<List<TokenPosition>> positionsProperty() {
        return positions.getReadOnlyProperty();
    }

    VectorQuestion question() {
        return new VectorQuestion(prompts(), method.get(), site.get(), layers.get(), position.get(), heldOut.get(),
                course.get(), refusal.get());
    }

    /// The lists as they stand.
    PromptTexts prompts() {
        return new PromptTexts(texts.entrySet().stream().collect(
                Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().get())), conversations.get());
    }

    private void follow(Optional<OpenModel> model) {
        canConverse.set(model.flatMap(open -> open.card().chatTemplate()).isPresent());
        conversations.set(canConverse.get() && (conversations.get() || method.get() == VectorMethod.REFUSAL));
        List<SiteKind> there = model.map(OpenModel::card).map(VectorInputs::stream).filter(kinds -> !kinds.isEmpty())
                .orElse(STREAM);
        sites.set(there);
        if (!there.contains(site.get())) {
            site.set(there.getLast());
        }
        Candidates usual = canConverse.get()
                ? Candidates.USUAL
                : new Candidates(Candidates.USUAL.sites(), List.of(-1), false);
        refusal.set(new RefusalChoice(usual, refusal.get().limits(), refusal.get().begins()));
        blocks.set(Math.max(1, model.map(open -> open.card().layers()).orElse(1)));
        layers.set(LayerRange.all(blocks.get()));
    }

    private static List<SiteKind> stream(ModelCard card) {
        return STREAM.stream().filter(kind -> kind.perBlock() && kind.axes() == Axes.RESIDUAL)
                .filter(kind -> card.sites().contains("blocks.0." + kind.suffix())).toList();
    }

    private void offerPositions() {
        List<TokenPosition> rules = new ArrayList<>(List.of(TokenPosition.LAST, TokenPosition.MEAN));
        for (int back = 2; back <= FARTHEST; back++) {
            rules.add(TokenPosition.fromEnd(-back));
        }
        if (conversations.get()) {
            rules.add(TokenPosition.INSTRUCTION_END);
            rules.add(TokenPosition.AFTER_INSTRUCTION);
        }
        positions.set(List.copyOf(rules));
        if (!rules.contains(position.get())) {
            position.set(rules.getFirst());
        }
    }
}
