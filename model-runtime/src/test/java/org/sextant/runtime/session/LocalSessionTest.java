package org.sextant.runtime.session;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;

/// The whole way: a folder is opened, a request is asked, a record comes back.
class LocalSessionTest {
    private final Session session = Session.local();

    @AfterEach
    void close() {
        session.close();
    }

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void logitsAreThoseOfTheReference(String fixture) {
        ReferenceTensors reference = Fixtures.reference(fixture);
        OpenModel model = open(fixture);
        RunResult result = model.submit(new RunRequest(prompt(reference), List.of(), 3, true)).await();
        float[] expected = Arrays.copyOf(reference.floats("logits"), result.logits().orElseThrow().length());
        float[] actual = result.logits().orElseThrow().toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i])).isLessThanOrEqualTo(1e-4f);
        }
    }

    @Test
    void devicesBeginWithTheProcessor() {
        assertThat(session.devices()).startsWith("cpu");
    }

    private OpenModel open(String fixture) {
        return session.open(new OpenRequest(new ModelLocation.Folder(Fixtures.folder(fixture)))).await();
    }

    private static Prompt prompt(ReferenceTensors reference) {
        return new Prompt.Ids(Arrays.stream(reference.rows("input_ids")[0]).mapToObj(id -> (int) id).toList());
    }
}
