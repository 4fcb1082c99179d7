package org.sextant.app.routing;

import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.AspectViewModel;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.session.ModelCard;

/// The experts of the open model: on this prompt, at one token, and between two classes of prompts.
final class RoutingViewModel {
    /// The model is of another kind.
    static final PaneState.Empty NO_EXPERTS = new PaneState.Empty("This model has no experts",
            "Every token goes through the same feed-forward layers, so there is no routing to show. Open a mixture of"
                    + " experts, such as Mixtral, OLMoE, Qwen-MoE, DeepSeek or GPT-OSS.");

    /// The pictures, in their order.
    enum Kind {
        EXPERTS("Routing", "Which experts the tokens of this prompt went to"),
        LANES("Lanes", "The way of one token through the layers: every router, and whom it chose"),
        RESONANCE("Resonance", "Which experts have more to do with one class of prompts than with the rest"),
        EFFECT("Effect", "What changes do: refusals, right answers and loss under several plans");

        private final String title;
        private final String description;

        Kind(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }

        /// Whether it shows the prompt that ran, with the sliders or without.
        boolean isOfPrompt() {
            return this == EXPERTS || this == LANES;
        }
    }

    private final ViewContext context;
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(this, "kind", Kind.EXPERTS);
    private final TraceViewModel trace;
    private final LanesViewModel lanes;
    private final ResonanceViewModel resonance;
    private final EffectViewModel effect;
    private final ExpertViewModel expert;
    private final ResonanceArms arms;
    private final PlayViewModel play;
    private final ReadOnlyBooleanWrapper showing = new ReadOnlyBooleanWrapper(this, "showing");

    RoutingViewModel(ViewContext context) {
        this.context = context;
        trace = new TraceViewModel(context, new AspectViewModel(context.steering()));
        lanes = new LanesViewModel(trace);
        resonance = new ResonanceViewModel(context);
        effect = new EffectViewModel(context, resonance);
        expert = new ExpertViewModel(trace);
        arms = new ResonanceArms(context, resonance, expert);
        play = new PlayViewModel(trace);
        kind.subscribe((before, now) -> begin());
        context.workspace().runProperty().subscribe((before, now) -> begin());
    }

    private void begin() {
        if (showing.get() && !kind.get().isOfPrompt()) {
            resonance.begin();
        }
        if (showing.get() && kind.get() == Kind.EFFECT) {
            effect.begin();
        }
    }

    ObjectProperty<Kind> kindProperty() {
        return kind;
    }

    TraceViewModel trace() {
        return trace;
    }

    LanesViewModel lanes() {
        return lanes;
    }

    ResonanceViewModel resonance() {
        return resonance;
    }

    EffectViewModel effect() {
        return effect;
    }

    ExpertViewModel expert() {
        return expert;
    }

    ResonanceArms arms() {
        return arms;
    }

    PlayViewModel play() {
        return play;
    }

    AspectViewModel aspect() {
        return trace.aspect();
    }

    ViewContext context() {
        return context;
    }

    ReadOnlyBooleanProperty showingProperty() {
        return showing.getReadOnlyProperty();
    }

    /// Selects the expert that is typed.
    ///
    /// @return what is wrong with it; empty where it was found
    Optional<String> jump(String typed) {
        OptionalInt looked = context.workspace().selection().layer();
        Optional<ExpertAddress> address = ExpertQuery.parse(typed).flatMap(query -> query.address(looked));
        if (address.isEmpty()) {
            return Optional.of("Type layer and expert, such as L3 E7 or 3.7");
        }
        return trace.select(address.get(), false)
                ? Optional.empty()
                : Optional.of(trace.experts().map(this::range).orElse(NO_EXPERTS.what()));
    }

    private String range(ModelCard.Experts experts) {
        return "There are experts 0 to " + (experts.count() - 1) + " in layers " + experts.layers().getFirst() + " to "
                + experts.layers().getLast();
    }

    /// A hidden view asks the model for nothing.
    void setShowing(boolean visible) {
        showing.set(visible);
        trace.setActive(visible);
        begin();
        if (!visible) {
            play.stop();
        }
    }
}
