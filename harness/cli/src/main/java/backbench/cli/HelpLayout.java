package backbench.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IOptionRenderer;
import picocli.CommandLine.Help.IParameterRenderer;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Keeps the help from breaking lines within paths, as {@code ~/.} and {@code cache}.
 *
 * <p>The parser breaks lines where Unicode allows it, which is after many a dot and slash. A mark
 * that forbids it stands there while lines are broken, and is gone before they are shown.
 */
final class HelpLayout {

  private static final String GLUE = "\uFEFF";

  private HelpLayout() {}

  /** Lays out the help of a command and of those below it. */
  static void apply(CommandLine command) {
    command.setHelpFactory(Glued::new);
    release(command);
  }

  private static void release(CommandLine command) {
    command
        .getHelpSectionMap()
        .replaceAll((section, usual) -> help -> usual.render(help).replace(GLUE, ""));
    command.getSubcommands().values().forEach(HelpLayout::release);
  }

  /** Renders descriptions with the mark. */
  private static final class Glued extends Help {

    Glued(CommandSpec command, ColorScheme colours) {
      super(command, colours);
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
      IOptionRenderer usual = super.createDefaultOptionRenderer();
      return (option, labels, colours) -> glued(usual.render(option, labels, colours), colours);
    }

    @Override
    public IParameterRenderer createDefaultParameterRenderer() {
      IParameterRenderer usual = super.createDefaultParameterRenderer();
      return (parameter, labels, colours) ->
          glued(usual.render(parameter, labels, colours), colours);
    }

    /** Puts the mark into the last column, which is the only one that is broken. */
    private static Text[][] glued(Text[][] rows, ColorScheme colours) {
      for (Text[] row : rows) {
        int last = row.length - 1;
        row[last] =
            colours.text(row[last].plainString().replaceAll("([./~$])(?=\\S)", "$1" + GLUE));
      }
      return rows;
    }
  }
}
