package backbench.cli;

/** Stands for the command line where the launcher alone is tested. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("backbench toy");
    System.out.println("Java " + Runtime.version());
  }
}
