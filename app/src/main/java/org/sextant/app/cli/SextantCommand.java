package org.sextant.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command without a command: what all of them share.
@Command(name = "sextant", versionProvider = SextantCommand.Version.class, header = "Looks inside a language model.", description = "With no argument the window opens.", synopsisSubcommandLabel = "COMMAND")
final class SextantCommand {
    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "print this help")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "print the version")
    boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "print the stack trace of a failure")
    boolean debug;

    /// The version that the package says.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SextantCommand.class.getPackage().getImplementationVersion();
            return new String[]{"Sextant " + (version == null ? "(not packaged)" : version)};
        }
    }
}
