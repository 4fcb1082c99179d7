package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionException;
import org.sextant.runtime.attribution.Continuation;
import org.sextant.runtime.attribution.ContrastIds;
import org.sextant.runtime.attribution.Observable;
import org.sextant.runtime.attribution.PositionMap;

/// Turns pairs of prompts into token ids with their alignment and what is observed.
final class ContrastReader {
    private final PromptReader prompts;
    private final AnswerTokens tokens;
    private final List<String> notes = new ArrayList<>();

    ContrastReader(PromptReader prompts) {
        this.prompts = prompts;
        this.tokens = new AnswerTokens(prompts);
    }

    /// What a person should know of the pairs that were read.
    List<String> notes() {
        return notes.stream().distinct().toList();
    }

    /// @throws AttributionException if the prompts are the same or do not align, or the observable sees nothing
    /// @throws PromptException if one cannot be run
    ReadPair read(ContrastPair pair, AttributionSettings settings) {
        int[] clean = prompts.runnable(pair.clean());
        int[] corrupt = prompts.runnable(pair.corrupt());
        if (Arrays.equals(clean, corrupt)) {
            throw new AttributionException("the clean and the corrupt prompt are the same", "in the pair of prompts",
                    "change in the corrupt one what decides the answer");
        }
        PositionMap map = switch (settings.alignment()) {
            case EXACT -> PositionMap.exact(clean.length, corrupt.length);
            case PAD -> PositionMap.padded(clean.length, corrupt.length);
            case SPANS -> new SpanAlignment(prompts).of(pair, clean, corrupt);
        };
        if (map.unpaired() > 0) {
            notes.add(map.unpaired() + " of " + clean.length
                    + " positions of a clean prompt have no partner in the corrupt one and are not patched");
        }
        OptionalInt position = settings.position();
        if (settings.metric() == AnswerMetric.SUM_LOGPROB) {
            return new ReadPair(continuations(pair).stream().map(text -> {
                ContrastIds plain = new ContrastIds(boxed(clean), boxed(corrupt), map, text.observable());
                ContrastIds run = (position.isPresent() ? cut(plain, position.getAsInt()) : plain).goingOn(text);
                requireRunnable(run.clean());
                requireRunnable(run.corrupt());
                return run;
            }).toList());
        }
        Target target = target(pair, position.isEmpty());
        ContrastIds whole = new ContrastIds(followed(clean, target), followed(corrupt, target),
                map.followedBy(target.before().size()), target.observable());
        return ReadPair.once(position.isPresent() ? cut(whole, position.getAsInt()) : whole);
    }

    /// One prompt by itself, for methods that look at one run.
    ReadPair alone(ContrastPair pair, OptionalInt position) {
        int[] ids = prompts.runnable(pair.clean());
        Target target = target(pair, position.isEmpty());
        List<Integer> prompt = followed(ids, target);
        ContrastIds whole = new ContrastIds(prompt, prompt, PositionMap.exact(prompt.size(), prompt.size()),
                target.observable());
        return ReadPair.once(position.isPresent() ? cut(whole, position.getAsInt()) : whole);
    }

    private List<Continuation> continuations(ContrastPair pair) {
        if (!(pair.target() instanceof ContrastPair.Target.Answers answers)) {
            throw new AttributionException("a weighted sum of logits has no log-probabilities to sum",
                    "in the pair of prompts", "give answers, or look at the first token of each");
        }
        requireAnswer(answers);
        List<Continuation> parts = Continuation.sums(tokens(pair, answers.answers()), tokens(pair, answers.wrong()));
        if (parts.stream().anyMatch(part -> !part.forced().isEmpty())) {
            notes.add(
                    "the log-probabilities of all tokens of an answer are summed; its tokens go behind both prompts, and"
                            + " nodes are those of the prompts");
        }
        return parts;
    }

    private List<List<Integer>> tokens(ContrastPair pair, List<Prompt> answers) {
        return answers.stream().map(answer -> tokens.after(pair.clean(), answer)).map(ids -> {
            requireTokens(ids);
            return boxed(ids);
        }).toList();
    }

    /// Nothing after a position reaches its logits, so the prompts end there.
    private static ContrastIds cut(ContrastIds pair, int position) {
        if (position < 0 || position >= pair.clean().size()) {
            throw new RequestException("the clean prompt has " + pair.clean().size() + " tokens and none at "
                    + position, "in the position that is looked at",
                    "choose one from 0 to "
                            + (pair.clean().size() - 1));
        }
        int partner = pair.map().partners().get(position);
        if (partner < 0) {
            throw new AttributionException("position " + position + " has no partner in the corrupt prompt",
                    "in the position that is looked at", "choose one that both prompts have");
        }
        List<Integer> partners = pair.map().partners().subList(0, position + 1);
        return new ContrastIds(pair.clean().subList(0, position + 1), pair.corrupt().subList(0, partner + 1),
                new PositionMap(partners.stream().map(one -> one <= partner ? one : -1).toList(), partner + 1),
                pair.observable());
    }

    /// What is looked at, and tokens that come before it.
    ///
    /// @param before that all answers begin with; both prompts go on with them
    private record Target(List<Integer> before, Observable observable) {}

    private List<Integer> followed(int[] ids, Target target) {
        List<Integer> longer = new ArrayList<>(boxed(ids));
        longer.addAll(target.before());
        requireRunnable(longer);
        return longer;
    }

    private void requireRunnable(List<Integer> ids) {
        prompts.runnable(new Prompt.Ids(ids));
    }

    private static void requireAnswer(ContrastPair.Target.Answers answers) {
        if (answers.answers().isEmpty()) {
            throw new RequestException("there is no answer to look at", "in the pair of prompts", "give one at least");
        }
    }

    private static void requireTokens(int[] answer) {
        if (answer.length == 0) {
            throw new RequestException("an answer is empty", "in the pair of prompts", "give a token");
        }
    }

    /// @param mayGoOn whether prompts may be made longer
    private Target target(ContrastPair pair, boolean mayGoOn) {
        return switch (pair.target()) {
            case ContrastPair.Target.Answers answers -> {
                requireAnswer(answers);
                List<int[]> right = answers.answers().stream().map(answer -> tokens.after(pair.clean(), answer))
                        .toList();
                List<int[]> wrong = answers.wrong().stream().map(answer -> tokens.after(pair.clean(), answer)).toList();
                List<int[]> all = Stream.concat(right.stream(), wrong.stream()).toList();
                int shared = mayGoOn ? shared(all) : 0;
                if (shared > 0) {
                    notes.add("the answers begin alike, with \"" + words(Arrays.copyOf(all.getFirst(), shared))
                            + "\"; both prompts go on with that, and the token after it is looked at");
                }
                yield new Target(boxed(Arrays.copyOf(all.getFirst(), shared)),
                        Observable.difference(right.stream().map(ids -> at(ids, shared)).toList(),
                                wrong.stream().map(ids -> at(ids, shared)).toList()));
            }
            case ContrastPair.Target.Weights weights -> {
                weights.weights().forEach(each -> prompts.ids(new Prompt.Ids(List.of(each.id()))));
                yield new Target(List.of(), Observable.ofLogits(weights.weights()));
            }
        };
    }

    /// How many tokens several answers all begin with. One token of each is left.
    private static int shared(List<int[]> answers) {
        int shared = 0;
        while (answers.size() > 1 && alike(answers, shared)) {
            shared++;
        }
        return shared;
    }

    private String words(int[] ids) {
        return Arrays.stream(ids).mapToObj(prompts::text).collect(Collectors.joining());
    }

    private static boolean alike(List<int[]> answers, int at) {
        return answers.stream().allMatch(ids -> ids.length > at + 1 && ids[at] == answers.getFirst()[at]);
    }

    private int at(int[] ids, int place) {
        requireTokens(ids);
        if (ids.length > place + 1) {
            notes.add("the answer \"" + words(ids) + "\" is " + ids.length + " tokens; of those \""
                    + prompts.text(ids[place]) + "\" is looked at");
        }
        return ids[place];
    }

    private static List<Integer> boxed(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }
}
