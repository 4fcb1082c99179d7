package org.sextant.app.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.routing.EffectPicture;
import org.sextant.runtime.session.PlanEffectResult;
import org.sextant.runtime.session.PlanEffectResult.ArmEffect;
import org.sextant.runtime.session.Provenance;

/// The JSON document of `effect`.
///
/// @param rows those of its CSV
/// @param arms the plans with what was answered
record EffectDocument(List<Map<String, @Nullable Object>> rows, List<Plan> arms, List<String> warnings,
        Provenance provenance) {
    /// One plan.
    ///
    /// @param tasks share of right answers by task
    /// @param notes what a person should know of it
    record Plan(String arm, List<Task> tasks, List<Response> responses, List<String> notes) {
        private static Plan of(ArmEffect arm) {
            return new Plan(arm.name(),
                    arm.tasks().stream().map(task -> new Task(task.task(), task.accuracy().value().value(),
                            task.accuracy().value().count())).toList(),
                    arm.groups().stream().flatMap(group -> group.answers().stream()).map(Response::of).toList(),
                    arm.notes());
        }
    }

    /// Right answers to the questions of a task.
    record Task(String task, double right, int count) {}

    /// What was answered.
    record Response(String prompt, String response, boolean refused, double refusalScore) {
        private static Response of(PlanEffectResult.Answer answer) {
            return new Response(answer.prompt(), answer.text(), answer.refused(), answer.score());
        }
    }

    static EffectDocument of(EffectPicture picture, List<String> warnings, Provenance provenance) {
        try (Stream<Map<String, @Nullable Object>> rows = picture.table().records()) {
            return new EffectDocument(rows.toList(), picture.result().arms().stream().map(Plan::of).toList(), warnings,
                    provenance);
        }
    }
}
