package org.sextant.app.cli;

import java.io.PrintStream;
import java.util.function.Supplier;

import org.sextant.app.demo.ModelAddresses;
import org.sextant.runtime.session.Session;

/// What a command has around it.
///
/// @param out takes results
/// @param err takes progress; failures are written in one place, by [Cli]
/// @param terminal whether a person watches `err`
/// @param sessions opens the runtime
/// @param addresses finds the model that MODEL names
/// @param interruption what to undo when the person breaks off
record CommandContext(
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Supplier<Session> sessions,
        ModelAddresses addresses,
        Interruption interruption) {}
