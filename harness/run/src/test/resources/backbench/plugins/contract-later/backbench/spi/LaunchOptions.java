package backbench.spi;

public record LaunchOptions() {}
