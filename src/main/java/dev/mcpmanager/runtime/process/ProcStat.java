package dev.mcpmanager.runtime.process;

/**
 * What is used of a line of {@code /proc/<pid>/stat}, see proc_pid_stat(5). Immutable.
 *
 * @param state such as S (sleeping) or Z (zombie)
 * @param cpuTicks in user and kernel mode together
 * @param virtualBytes zero for a thread of the kernel, which has no environment
 * @param residentPages pages, not bytes
 */
record ProcStat(
        char state,
        long parent,
        long group,
        long cpuTicks,
        int threads,
        long startTicks,
        long virtualBytes,
        long residentPages) {

    /**
     * @param line whose second field, the command in parentheses, may itself hold spaces and parentheses
     * @throws IllegalArgumentException when the line is not of that format
     */
    static ProcStat parse(String line) {
        int command = line.lastIndexOf(") ");
        String[] fields =
                command < 0 ? new String[0] : line.substring(command + 2).split(" ");
        if (fields.length < 22) {
            throw new IllegalArgumentException("not a line of /proc/<pid>/stat: " + line);
        }
        return new ProcStat(
                field(fields, 3).charAt(0),
                Long.parseLong(field(fields, 4)),
                Long.parseLong(field(fields, 5)),
                Long.parseLong(field(fields, 14)) + Long.parseLong(field(fields, 15)),
                Integer.parseInt(field(fields, 20)),
                Long.parseLong(field(fields, 22)),
                Long.parseLong(field(fields, 23)),
                Long.parseLong(field(fields, 24)));
    }

    /** A process whose first thread alone has ended looks like a zombie, but lives. */
    boolean isDead() {
        return (state == 'Z' || state == 'X') && threads <= 1;
    }

    boolean isSuspended() {
        return state == 'T';
    }

    /** By the manual's numbering, in which the state is field 3. */
    private static String field(String[] fields, int number) {
        return fields[number - 3];
    }
}
