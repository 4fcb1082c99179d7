package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.session.PlanEffectRequest.Arm;
import org.sextant.runtime.session.PlanEffectRequest.Group;
import org.sextant.runtime.session.PlanEffectResult.Answer;
import org.sextant.runtime.session.PlanEffectResult.ArmEffect;
import org.sextant.runtime.session.PlanEffectResult.Figure;
import org.sextant.runtime.session.PlanEffectResult.GroupEffect;
import org.sextant.runtime.session.PlanEffectResult.TaskEffect;

/// Puts the same prompts to a model under one plan after another, and compares each with the first.
final class PlanEffectHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    PlanEffectHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    PlanEffectResult answer(PlanEffectRequest request, JobContext context) {
        PlanTrial trial = PlanTrial.of(model, memory, request);
        request.arms().forEach(arm -> trial.check(arm.plan()));
        long steps = (long) trial.steps() * request.arms().size();
        List<PlanTrial.Outcome> outcomes = new ArrayList<>();
        for (Arm arm : request.arms()) {
            long before = (long) trial.steps() * outcomes.size();
            outcomes.add(trial.run(arm.plan(), context, done -> context
                    .update(new Update.Progress("Trying " + arm.name(), before + done, steps, "passes"))));
        }
        List<ArmEffect> effects = new ArrayList<>();
        for (int arm = 0; arm < outcomes.size(); arm++) {
            effects.add(effect(request, request.arms().get(arm), new Compared(outcomes.get(arm),
                    arm == 0 ? Optional.empty() : Optional.of(outcomes.getFirst())), trial));
        }
        return new PlanEffectResult(effects, provenance(request, trial));
    }

    /// What came of a plan, and of the one that it is compared with.
    private record Compared(PlanTrial.Outcome own, Optional<PlanTrial.Outcome> first) {}

    private ArmEffect effect(PlanEffectRequest request, Arm arm, Compared compared, PlanTrial trial) {
        List<GroupEffect> groups = new ArrayList<>();
        for (int group = 0; group < request.groups().size(); group++) {
            groups.add(group(request.groups().get(group), group, compared));
        }
        Set<String> tasks = new LinkedHashSet<>();
        request.questions().forEach(question -> tasks.add(question.task()));
        List<TaskEffect> byTask = tasks.stream().map(task -> new TaskEffect(task, share(
                trial.ofTask(task, compared.own().right()),
                compared.first().map(first -> trial.ofTask(task, first.right()))))).toList();
        return new ArmEffect(arm.name(), groups, request.questions().isEmpty()
                ? Optional.empty()
                : Optional.of(share(compared.own().right(), compared.first().map(PlanTrial.Outcome::right))),
                byTask, request.texts().isEmpty() ? Optional.empty() : Optional.of(loss(compared, trial)),
                model.notes(arm.plan()));
    }

    private GroupEffect group(Group group, int number, Compared compared) {
        PlanTrial.Answers own = compared.own().groups().get(number);
        Optional<PlanTrial.Answers> first = compared.first().map(outcome -> outcome.groups().get(number));
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < group.prompts().size(); i++) {
            answers.add(new Answer(model.words(group.prompts().get(i)), own.texts().get(i), own.refused()[i] > 0,
                    own.scores()[i]));
        }
        return new GroupEffect(group.name(), share(own.refused(), first.map(PlanTrial.Answers::refused)),
                new Figure(Estimates.mean(own.scores()),
                        first.map(other -> Estimates.mean(less(own.scores(), other.scores())))),
                answers);
    }

    private static Figure share(double[] own, Optional<double[]> first) {
        return new Figure(Estimates.share(own), first.map(other -> Estimates.mean(less(own, other))));
    }

    private static Figure loss(Compared compared, PlanTrial trial) {
        double[] own = compared.own().nats();
        return new Figure(Estimates.ratio(own, trial.tokens()),
                compared.first().map(first -> Estimates.ratio(less(own, first.nats()), trial.tokens())));
    }

    private static double[] less(double[] own, double[] other) {
        double[] difference = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            difference[i] = own[i] - other[i];
        }
        return difference;
    }

    private Provenance provenance(PlanEffectRequest request, PlanTrial trial) {
        List<String> settings = new ArrayList<>();
        request.groups().forEach(group -> settings.add("group=" + group.name() + ": " + group.prompts().size()));
        if (!request.groups().isEmpty()) {
            settings.addAll(List.of("phrases=" + String.join(" | ", request.rule().phrases()),
                    "place=" + request.rule().place().id(), "answer_tokens=" + request.rule().tokens(),
                    "refusal_tokens=" + trial.refusalTokens()));
        }
        for (Arm arm : request.arms()) {
            settings.add("plan=" + arm.name() + ": " + String.join("; ", model.changes(arm.plan())));
        }
        return model.provenance(request.groups().stream().mapToInt(group -> group.prompts().size()).sum()
                + " prompts, " + request.questions().size() + " questions, " + request.texts().size() + " texts",
                List.of(), settings.toArray(String[]::new));
    }
}
