package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.sextant.app.activations.AspectViewModel;
import org.sextant.app.activations.AspectViewModel.Pace;
import org.sextant.app.activations.LatestAnswer;
import org.sextant.app.activations.ResultCache;
import org.sextant.app.activations.Wish;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RoutingRequest;
import org.sextant.runtime.session.RoutingResult;

/// Another prompt that the one that ran is held against: read under the same sliders and as far. Lives on the UI thread.
final class AgainstViewModel {
    private static final PaneState.Empty NONE = new PaneState.Empty("No other prompt", "");

    private final ViewContext context;
    private final AspectViewModel aspect;
    private final LatestAnswer<RoutingResult, RoutingPicture> answer;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final BooleanProperty conversation = new SimpleBooleanProperty(this, "conversation");
    private int newTokens;
    private boolean active;

    AgainstViewModel(ViewContext context, AspectViewModel aspect) {
        this.context = context;
        this.aspect = aspect;
        answer = new LatestAnswer<>("Routing of the other prompt", "routing.against", context.tasks(),
                new ResultCache());
        context.workspace().modelProperty().subscribe(_ -> {
            conversation.set(conversation.get() && canConverse());
            refresh();
        });
        aspect.planProperty(Pace.MOVING).subscribe(_ -> refresh());
        aspect.aspectProperty().subscribe(_ -> refresh());
        text.subscribe(_ -> refresh());
        conversation.subscribe(_ -> refresh());
    }

    /// The other prompt; blank for none.
    StringProperty textProperty() {
        return text;
    }

    /// Whether it goes through the chat template, as what a user says.
    BooleanProperty conversationProperty() {
        return conversation;
    }

    boolean canConverse() {
        return context.workspace().modelProperty().get().flatMap(open -> open.card().chatTemplate()).isPresent();
    }

    ReadOnlyObjectProperty<Optional<RoutingPicture>> pictureProperty() {
        return answer.valueProperty();
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return answer.stateProperty();
    }

    boolean isAsked() {
        return !text.get().isBlank();
    }

    /// @param looking whether anybody looks at it
    /// @param generated how far it is continued
    void follow(boolean looking, int generated) {
        active = looking;
        newTokens = generated;
        refresh();
    }

    private void refresh() {
        Optional<OpenModel> model = context.workspace().modelProperty().get()
                .filter(open -> open.card().experts().isPresent());
        if (model.isEmpty() || !isAsked()) {
            answer.clear(NONE);
        } else if (active) {
            Prompt prompt = prompt();
            answer.ask(Wish.of(model.get(), plan -> new RoutingRequest(prompt, newTokens, plan),
                    aspect.steered(Pace.MOVING).asked(), sides -> new RoutingPicture(sides.newest())));
        } else {
            answer.drop();
        }
    }

    private Prompt prompt() {
        return conversation.get()
                ? new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text.get())), true)
                : new Prompt.Text(text.get());
    }
}
