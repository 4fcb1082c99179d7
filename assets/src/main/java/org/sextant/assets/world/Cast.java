package org.sextant.assets.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Who and what a story has named so far. Things are forgotten after a scene; people stay.
///
/// A tenth of the pairs of names is kept apart: these never stand in one training document.
final class Cast {
    private final List<Word> names;
    private final HeldOut heldOut;
    private final SplittableRandom random;
    private final Map<String, Word> people = new HashMap<>();
    private final Map<String, Word> things = new HashMap<>();

    Cast(List<Word> names, HeldOut heldOut, SplittableRandom random) {
        this.names = names;
        this.heldOut = heldOut;
        this.random = random;
    }

    /// Whether two people never meet in training.
    static boolean keptApart(HeldOut heldOut, Word one, Word other) {
        return heldOut.holdsUnordered("names", one.text(), other.text());
    }

    Optional<Word> thing(String key) {
        return Optional.ofNullable(things.get(key));
    }

    /// The thing or the person of this key.
    Optional<Word> find(String key) {
        return thing(key).or(() -> Optional.ofNullable(people.get(key)));
    }

    void remember(String key, Word thing) {
        things.put(key, thing);
    }

    void enter(String key, Word person) {
        people.put(key, person);
    }

    /// The person of this key, who enters the story if need be.
    Word person(String key) {
        Word known = people.get(key);
        if (known == null) {
            known = newcomer();
            people.put(key, known);
        }
        return known;
    }

    /// Someone who is named only once.
    Word passerBy() {
        return person("passer-by " + people.size());
    }

    void forgetThings() {
        things.clear();
    }

    private Word newcomer() {
        Word name;
        do {
            name = names.get(random.nextInt(names.size()));
        } while (!fits(name));
        return name;
    }

    private boolean fits(Word name) {
        return people.values().stream().noneMatch(other -> other.equals(name) || keptApart(heldOut, other, name));
    }
}
