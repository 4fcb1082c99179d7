package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What is true of the boats and of the townspeople of one harbour.
///
/// A relation `boat.captain` has its values in the list `value.captain` and its phrasings in the list `boat.captain`.
final class Facts {
    /// Phrasings of a relation that are never used for one and the same entity in training.
    static final int HELD_OUT_PHRASINGS = 2;

    private static final Map<String, List<String>> RELATIONS = Map.of("boat",
            List.of("captain", "port", "flag", "cargo", "wood", "mascot"), "citizen",
            List.of("town", "trade", "instrument", "dish", "month", "pet"));

    /// Something that facts are told of.
    ///
    /// @param kind `boat` or `citizen`, also the list that it stands in
    record Entity(String kind, Word name) {
        List<String> relations() {
            return RELATIONS.get(kind);
        }
    }

    private final Lexicon lexicon;
    private final HeldOut heldOut;
    private final List<Entity> entities = new ArrayList<>();
    private final Map<String, Word> values = new HashMap<>();
    private final Map<String, List<Pattern>> trained = new HashMap<>();
    private final Map<String, List<Pattern>> untrained = new HashMap<>();

    Facts(Lexicon lexicon, HeldOut heldOut) {
        this.lexicon = lexicon;
        this.heldOut = heldOut;
        for (String kind : List.of("boat", "citizen")) {
            List<Word> names = lexicon.words(kind);
            names.forEach(name -> entities.add(new Entity(kind, name)));
            RELATIONS.get(kind).forEach(relation -> settle(kind, relation, names));
        }
    }

    List<Entity> entities() {
        return Collections.unmodifiableList(entities);
    }

    Word value(Entity entity, String relation) {
        return values.get(key(entity, relation));
    }

    /// The phrasings of a relation that may, or may not, be used for this entity in training.
    List<Pattern> phrasings(Entity entity, String relation, Split split) {
        return (split == Split.TRAIN ? trained : untrained).get(key(entity, relation));
    }

    // Every value is given to as many entities as any other.
    private void settle(String kind, String relation, List<Word> names) {
        List<Word> shuffled = new ArrayList<>(lexicon.words("value." + relation));
        Collections.shuffle(shuffled, new Random(heldOut.rank("values", kind, relation)));
        List<Word> order = new ArrayList<>(names);
        Collections.shuffle(order, new Random(heldOut.rank("order", kind, relation)));
        for (int i = 0; i < order.size(); i++) {
            Entity entity = new Entity(kind, order.get(i));
            values.put(key(entity, relation), shuffled.get(i % shuffled.size()));
            share(entity, relation);
        }
    }

    // The first phrasing is always trained: answers in chat begin with it.
    private void share(Entity entity, String relation) {
        List<Pattern> all = lexicon.patterns(entity.kind() + "." + relation);
        List<Integer> ranked = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            ranked.add(i);
        }
        ranked.sort(Comparator.comparingLong(i -> heldOut.rank(entity.name().text(), relation, i.toString())));
        List<Integer> kept = ranked.subList(0, HELD_OUT_PHRASINGS);
        untrained.put(key(entity, relation), kept.stream().map(all::get).toList());
        List<Pattern> others = new ArrayList<>(all);
        others.removeAll(untrained.get(key(entity, relation)));
        trained.put(key(entity, relation), List.copyOf(others));
    }

    private static String key(Entity entity, String relation) {
        return entity.name().text() + "." + relation;
    }
}
