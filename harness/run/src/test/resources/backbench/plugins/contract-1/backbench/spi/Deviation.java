package backbench.spi;

public record Deviation() {}
