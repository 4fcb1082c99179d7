package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.view.Command;
import org.sextant.app.view.FigureFiles;

import static org.assertj.core.api.Assertions.assertThat;

/// Taking a page out of the comparison, with somebody who answers in place of the dialogs.
class CompareCommandsTest {
    @TempDir
    private Path folder;

    private final List<Path> saved = new ArrayList<>();
    private final List<String> suggested = new ArrayList<>();
    private CompareDesk desk;
    private CompareCommands commands;
    private ReportDialog person = (_, _) -> {};

    @BeforeEach
    void open() {
        desk = new CompareDesk(folder);
        commands = new CompareCommands(desk.view, new FigureFiles(desk.tasks, name -> {
            suggested.add(name);
            return Optional.of(folder.resolve(name));
        }, saved::add), (choice, save) -> person.ask(choice, save));
        commands.showingProperty().set(true);
        desk.run("tom met ann");
    }

    @AfterEach
    void close() {
        desk.close();
        assertThat(desk.bugs).isEmpty();
    }

    private Command report() {
        return commands.all().stream().filter(command -> command.title().startsWith("Report of the comparison"))
                .findFirst().orElseThrow();
    }

    @Test
    void aPageCanBeTakenOutOnceSomethingWasLookedAt() {
        assertThat(report().enabled().get()).isFalse();
        desk.compare();
        assertThat(report().enabled().get()).isTrue();
        desk.view.setShowing(false);
        desk.run("ann met tom");
        assertThat(report().enabled().get()).isFalse();
    }

    @Test
    void whatIsChosenIsWrittenInTheFormatThatIsChosen() {
        desk.compare();
        person = (choice, save) -> {
            choice.tickAll(false);
            choice.lines().getFirst().ticked().set(true);
            choice.formatProperty().set(ReportViewModel.Format.PDF);
            save.run();
        };
        report().run();
        assertThat(suggested).containsExactly("letters-beside-others.pdf");
        assertThat(saved).containsExactly(folder.resolve("letters-beside-others.pdf"));
        assertThat(saved.getFirst()).isNotEmptyFile();

        List<Boolean> next = new ArrayList<>();
        person = (choice, _) -> choice.lines().forEach(line -> next.add(line.ticked().get()));
        report().run();
        assertThat(next).startsWith(true, false).containsOnlyOnce(true);
    }

    @Test
    void whoThinksBetterOfItIsNotAskedForAFile() {
        desk.compare();
        report().run();
        assertThat(suggested).isEmpty();
    }
}
