package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.sextant.app.task.BackgroundTask;
import org.sextant.app.view.ViewContext;
import org.sextant.assets.demo.DemoModel;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.replicate.MoteMaterial;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.runtime.session.OpenModel;

/// Bundled requests and questions for the demo models, which none of them was trained on.
final class EffectExamples {
    private static final String HARBOUR = DemoModel.PREFIX + "harbour-";
    private static final int REQUESTS = 40;
    private static final int QUESTIONS = 8;

    private final ViewContext context;
    private final EffectInputs inputs;

    EffectExamples(ViewContext context, EffectInputs inputs) {
        this.context = context;
        this.inputs = inputs;
    }

    private Optional<OpenModel> demo() {
        return context.workspace().modelProperty().get().filter(open -> open.card().name().startsWith(HARBOUR));
    }

    /// Whether there are any for the open model.
    boolean exist() {
        return demo().isPresent();
    }

    /// Takes both.
    ///
    /// @param then done once they are there
    void takeAll(Runnable then) {
        takeRequests(() -> takeQuestions(then));
    }

    /// Takes requests that the harbour refuses.
    void takeRequests() {
        takeRequests(() -> {});
    }

    private void takeRequests(Runnable then) {
        BackgroundTask.working("Reading the example requests", EffectExamples::requests).lane("routing.effect.requests")
                .onSuccess(lines -> {
                    inputs.requestsProperty().set(lines);
                    inputs.conversationsProperty().set(inputs.canConverseProperty().get());
                    then.run();
                }).startWith(context.tasks());
    }

    private static String requests() {
        List<Request> all = PromptSets.requests(Split.HELD_OUT);
        return all.stream().filter(Request::forbidden).limit(REQUESTS).map(Request::text)
                .collect(Collectors.joining("\n"));
    }

    /// Takes questions of every task of the demo models.
    void takeQuestions() {
        takeQuestions(() -> {});
    }

    private void takeQuestions(Runnable then) {
        demo().ifPresent(open -> BackgroundTask
                .working("Reading the example questions",
                        () -> new EffectQuestions("tasks of the harbour", MoteMaterial.questions(open, QUESTIONS)))
                .lane("routing.effect.questions")
                .onSuccess(read -> {
                    inputs.questionsProperty().set(Optional.of(read));
                    then.run();
                }).startWith(context.tasks()));
    }
}
