package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.state.ThemeChoice;
import org.sextant.app.task.RunningTask;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.WorkbenchView;

/// The one table of what the window can do; menus, palette, key sheet and buttons are made from it.
final class ShellCommands {
    private final Workbench workbench;
    private final WindowActions window;
    private final ObservableBooleanValue modelOpen;
    final Command open;
    final Command close;
    final Command card;
    final Command trust;
    final Command verify;
    final Command compareWithRecording;
    final Command run;
    final Command generate;
    final Command demos;
    final Command cancel;
    final Command palette;
    final Command keys;
    final Command toggleTheme;
    private final List<Command> all = new ArrayList<>();

    ShellCommands(Workbench workbench, WindowActions window, ObjectProperty<Optional<WorkbenchView>> view) {
        this.workbench = workbench;
        this.window = window;
        modelOpen = Bindings.createBooleanBinding(() -> workbench.workspace().modelProperty().get().isPresent(),
                workbench.workspace().modelProperty());
        open = add(Command.of(Menu.FILE, "Open model folder…", window::chooseFolder).withKey("Shortcut+O"));
        add(Command.of(Menu.FILE, "Open with a choice of type and device…", window::chooseFolderAndHow)
                .withKey("Shortcut+Shift+O"));
        close = add(Command.of(Menu.FILE, "Close model", workbench.models()::close).enabledWhen(modelOpen)
                .withKey("Shortcut+W"));
        add(Command.of(Menu.FILE, "Quit", window::quit).withKey("Shortcut+Q"));
        add(Command.of(Menu.EDIT, "Undo", window::undo).withKey("Shortcut+Z"));
        add(Command.of(Menu.EDIT, "Redo", window::redo).withKey("Shortcut+Y"));
        add(Command.of(Menu.EDIT, "Go to the prompt", window::focusPrompt).withKey("Shortcut+L"));
        addViews(view);
        add(Command.of(Menu.VIEW, "Back to the selection before", workbench.workspace()::selectBack)
                .withKey("Alt+Left"));
        add(Command.of(Menu.VIEW, "Forward to the selection after", workbench.workspace()::selectForward)
                .withKey("Alt+Right"));
        toggleTheme = addThemes();
        add(Command.of(Menu.VIEW, "Full screen", window::toggleFullScreen).withKey("F11"));
        card = add(Command.of(Menu.MODEL, "Show the model's card", window::showCard).enabledWhen(modelOpen)
                .withKey("Shortcut+I"));
        trust = add(Command.of(Menu.MODEL, "Is it computed correctly here?", window::showTrust)
                .enabledWhen(modelOpen).withKey("Shortcut+Shift+I"));
        verify = add(Command.of(Menu.MODEL, "Verify the model", workbench.trust()::verify).enabledWhen(modelOpen));
        compareWithRecording = add(Command
                .of(Menu.MODEL, "Verify the model against a recording…", window::chooseRecording)
                .enabledWhen(modelOpen));
        run = add(Command.of(Menu.MODEL, "Run the prompt", workbench.prompt()::run).enabledWhen(modelOpen)
                .withKey("Shortcut+Enter"));
        generate = add(Command.of(Menu.MODEL, "Generate text", workbench.generation()::start).enabledWhen(modelOpen)
                .withKey("Shortcut+G"));
        demos = add(Command.of(Menu.MODEL, "Demo models…", window::showDemos)
                .enabledWhen(Bindings.createBooleanBinding(() -> !workbench.start().demosProperty().get().isEmpty(),
                        workbench.start().demosProperty())));
        cancel = add(Command.of(Menu.MODEL, "Cancel what runs", this::cancel).withKey("Esc"));
        palette = add(Command.of(Menu.HELP, "All commands…", window::showPalette).withKey("Shortcut+K"));
        keys = add(Command.of(Menu.HELP, "Keys", window::showKeys).withKey("F1"));
    }

    /// Every command of the window, in the order of the menus.
    List<Command> all() {
        return List.copyOf(all);
    }

    private Command add(Command command) {
        all.add(command);
        return command;
    }

    private void addViews(ObjectProperty<Optional<WorkbenchView>> current) {
        List<WorkbenchView> views = workbench.views();
        for (int index = 0; index < views.size(); index++) {
            WorkbenchView view = views.get(index);
            add(Command.of(Menu.VIEW, view.identity().title(), () -> current.set(Optional.of(view)))
                    .withKey("Shortcut+" + view.identity().digit().orElse(index + 1)));
        }
    }

    private Command addThemes() {
        for (ThemeChoice choice : ThemeChoice.values()) {
            add(Command.of(Menu.VIEW, "Colours: " + choice.title().toLowerCase(Locale.ROOT),
                    () -> theme(choice)));
        }
        return Command.of(Menu.VIEW, "Switch between light and dark", () -> theme(
                ThemeSwitch.isDark(workbench.preferences().get().theme()) ? ThemeChoice.LIGHT : ThemeChoice.DARK));
    }

    private void theme(ThemeChoice choice) {
        workbench.preferences().change(now -> now.withTheme(choice));
    }

    /// First what lies over the window, then the running text, then what the person waits for, then the message.
    /// What is done unseen, such as colouring or freeing a model, goes on.
    private void cancel() {
        if (window.closeOverlay()) {
            return;
        }
        if (workbench.generation().runningProperty().get().isPresent()) {
            workbench.generation().cancel();
            return;
        }
        List<RunningTask> asked = workbench.tasks().running().stream().filter(RunningTask::isQuestion).toList();
        if (asked.isEmpty()) {
            workbench.errors().dismiss();
        } else {
            asked.forEach(RunningTask::cancel);
        }
    }
}
