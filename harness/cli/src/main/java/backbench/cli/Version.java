package backbench.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells the version of Backbench and of the Java that runs it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "backbench " + (version == null ? "(not packaged)" : version),
      "Java ${java.version} (${java.vm.name}, ${java.vendor}), ${os.name} ${os.arch}"
    };
  }
}
