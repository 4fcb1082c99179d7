package org.sextant.assets.world;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A harbour with its people, boats and customs: the text that demo models are trained on, and prompts for what they
/// should have learnt.
///
/// Everything follows from the seed and from the number of a document or prompt, in any order. Prompts of
/// [Split#HELD_OUT] are made of names, phrasings, years and other combinations that no training document has.
public final class HarbourWorld {
    private static final long SHIPPED = 1;
    private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("person", "a person's name"),
            Map.entry("boat", "a boat's name"), Map.entry("citizen", "a citizen's name"),
            Map.entry("made-up.first", "a stranger's first name"), Map.entry("made-up.last", "a stranger's last name"),
            Map.entry("title", "a title"), Map.entry("value.port", "a port"), Map.entry("value.town", "a town"),
            Map.entry("good", "a thing"), Map.entry("place", "a place"), Map.entry("stock", "a cargo"),
            Map.entry("food", "a dish"), Map.entry("trade", "a trade"), Map.entry("bird", "a bird"),
            Map.entry("beast", "a beast"), Map.entry("number", "a number"), Map.entry("manner", "a manner"),
            Map.entry("kin", "a relative"), Map.entry("value.flag", "a colour"), Map.entry("value.month", "a month"),
            Map.entry("value.wood", "a wood"), Map.entry("value.instrument", "an instrument"),
            Map.entry("pidgin.who", "a person in pidgin"), Map.entry("pidgin.thing", "a thing in pidgin"),
            Map.entry("pidgin.place", "a place in pidgin"), Map.entry("pidgin.deed", "a deed in pidgin"));

    private final Lexicon lexicon;
    private final HeldOut heldOut;
    private final Facts facts;
    private final Map<Task, Skill> skills = new EnumMap<>(Task.class);
    private final Sentiment sentiment;
    private final Register register;
    private final Requests requests;
    private final Composer composer;

    private HarbourWorld(long seed) {
        lexicon = Lexicon.load();
        heldOut = new HeldOut(seed);
        facts = new Facts(lexicon, heldOut);
        Stage stage = new Stage(lexicon, heldOut);
        sentiment = new Sentiment(stage);
        register = new Register(stage);
        skills.put(Task.INDIRECT_OBJECT, new IndirectObject(stage));
        skills.put(Task.FACTS, new FactRecall(stage, facts));
        skills.put(Task.SENTIMENT, sentiment);
        skills.put(Task.AGREEMENT, new Agreement(stage));
        skills.put(Task.GREATER_THAN, new GreaterThan(stage));
        skills.put(Task.INDUCTION, new Induction(stage));
        skills.put(Task.BRACKETS, new Brackets(stage));
        skills.put(Task.REGISTER, register);
        Chat chat = new Chat(stage, facts);
        skills.put(Task.CHAT, chat);
        requests = new Requests(stage);
        composer = new Composer(stage, skills, new Conversation(chat, requests));
    }

    /// The harbour of a seed, which fixes who is captain of what and which combinations are held out.
    public static HarbourWorld of(long seed) {
        return new HarbourWorld(seed);
    }

    /// The harbour that the demo models and the bundled prompts know.
    public static HarbourWorld shipped() {
        return of(SHIPPED);
    }

    /// Training document number `index` of a course: 40 to 170 words in one line.
    public String document(Course course, long index) {
        return compose(course, index).text();
    }

    /// A document like the training documents of a course, of a stream of its own, to measure a loss on.
    public String heldOutDocument(Course course, long index) {
        return composer.compose(course, heldOut.random("held-out " + course.stream(), index)).text();
    }

    /// Words of a kind, by the kind's name with its article: `a boat's name`.
    public Map<String, Set<String>> kindsOfWords() {
        Map<String, Set<String>> kinds = new TreeMap<>();
        KINDS.forEach((list, kind) -> kinds.put(kind,
                lexicon.words(list).stream().map(Word::text).collect(Collectors.toUnmodifiableSet())));
        return kinds;
    }

    /// The first `count` requests that are made of a person's helper.
    public List<Request> requests(Split split, int count) {
        return stream("request", split, count, random -> requests.request(split, random));
    }

    /// The first `count` prompts of a task.
    public List<PromptPair> pairs(Task task, Split split, int count) {
        Skill skill = skills.get(task);
        return stream(task.id(), split, count, random -> skill.pair(split, random));
    }

    /// The first `count` texts of known class, of [Task#SENTIMENT] or [Task#REGISTER].
    ///
    /// @throws IllegalArgumentException if the task has no classes
    public List<LabelledText> texts(Task task, Split split, int count) {
        return stream(task.id(), split, count, switch (task) {
            case SENTIMENT -> random -> sentiment.text(split, random);
            case REGISTER -> random -> register.text(split, random);
            default -> throw new IllegalArgumentException(task.id() + " has no texts of known class");
        });
    }

    Composer.Document compose(Course course, long index) {
        return composer.compose(course, heldOut.random(course.stream(), index));
    }

    Facts facts() {
        return facts;
    }

    HeldOut heldOut() {
        return heldOut;
    }

    private <T> List<T> stream(String kind, Split split, int count, Function<SplittableRandom, T> make) {
        String name = kind + " " + split;
        return IntStream.range(0, count).mapToObj(i -> make.apply(heldOut.random(name, i))).toList();
    }
}
