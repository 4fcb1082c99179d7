package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import org.junit.jupiter.api.Test;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;

import static org.assertj.core.api.Assertions.assertThat;

class SharedKeysTest {
    private final List<String> done = new ArrayList<>();
    private final SimpleBooleanProperty first = new SimpleBooleanProperty();
    private final SimpleBooleanProperty second = new SimpleBooleanProperty();
    private final SharedKeys keys = new SharedKeys(List.of(
            Command.of(Menu.EDIT, "first", () -> done.add("first")).enabledWhen(first).withKey("Ctrl+Shift+C"),
            Command.of(Menu.EDIT, "second", () -> done.add("second")).enabledWhen(second).withKey("Ctrl+Shift+C"),
            Command.of(Menu.EDIT, "alone", () -> done.add("alone")).withKey("Ctrl+D")));

    private KeyEvent press(KeyCode code, boolean shift) {
        var event = new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, true, false, false);
        keys.handle(event);
        return event;
    }

    @Test
    void theCommandThatCanBeDoneHasTheKey() {
        second.set(true);
        assertThat(press(KeyCode.C, true).isConsumed()).isTrue();
        second.set(false);
        first.set(true);
        press(KeyCode.C, true);

        assertThat(done).containsExactly("second", "first");
    }

    @Test
    void whereNoneCanBeDoneAndWhereOneAloneHasTheKeyItIsLeftToTheMenu() {
        assertThat(press(KeyCode.C, true).isConsumed()).isFalse();
        assertThat(press(KeyCode.D, false).isConsumed()).isFalse();
        assertThat(done).isEmpty();
    }
}
