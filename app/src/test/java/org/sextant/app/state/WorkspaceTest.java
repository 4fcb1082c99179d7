package org.sextant.app.state;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkspaceTest {
    private final Workspace workspace = new Workspace();

    @Test
    void theHistoryForgetsWhatIsLongAgo() {
        for (int token = 0; token < 10_000; token++) {
            workspace.select(Selection.NONE.withToken(token));
        }
        Set<Selection> seen = new HashSet<>();
        while (seen.add(workspace.selection())) {
            workspace.selectBack();
        }
        assertThat(seen).hasSize(201).contains(Selection.NONE.withToken(9_999));
    }

    @Test
    void whatIsPassedOnTheWayIsNotRemembered() {
        workspace.select(Selection.NONE.withToken(1));
        workspace.moveSelection(Selection.NONE.withToken(2));
        workspace.moveSelection(Selection.NONE.withToken(3));
        workspace.selectBack();
        assertThat(workspace.selection()).isEqualTo(Selection.NONE);
        workspace.selectForward();
        assertThat(workspace.selection()).isEqualTo(Selection.NONE.withToken(3));
    }
}
