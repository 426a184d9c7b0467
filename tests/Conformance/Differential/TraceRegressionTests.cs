using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Differential.Running;
using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>Sequences on which the library and OTP once disagreed, as small as they got.</summary>
[OtpReferee]
public sealed class TraceRegressionTests
{
    private static readonly Step Poll = new Receive(0, 0);

    [Test]
    public Task A_poll_reads_once_and_a_larger_packet_comes_with_the_next() => AgreeAsync(
        TracePair.Inet,
        [Settings.Packet(PacketType.Length4)],
        new PeerSend(PacketType.Length4, [3000]), Poll, Poll);

    [Test]
    public Task Closing_in_the_middle_of_a_packet_that_a_poll_has_begun() => AgreeAsync(
        TracePair.Inet,
        [Settings.Packet(PacketType.Length4)],
        new PeerSend(PacketType.Length2, [1500]), Poll);

    [Test]
    public Task A_packet_that_was_read_in_part_is_read_to_its_end_and_no_further() => AgreeAsync(
        TracePair.Inet,
        [Settings.Packet(PacketType.Length2)],
        new PeerSend(PacketType.Length2, [728, 1461, 700]), Poll, Poll, new SetOption(Settings.Packet(PacketType.Raw)), Poll);

    [Test]
    public Task After_a_timeout_for_a_length_the_buffer_has_that_length() => AgreeAsync(
        TracePair.Inet, [], new Receive(1, 15), new PeerSend(PacketType.Raw, [2]), Poll, Poll);

    [Test]
    public Task A_poll_for_a_length_that_reads_the_last_bytes_does_not_meet_the_end_yet() => AgreeAsync(
        TracePair.Inet, [], new PeerSend(PacketType.Raw, [1]), new PeerFin(), new Receive(2, 0), new Receive(2, 0));

    [Test]
    public Task The_first_write_answers_a_send_what_comes_after_it_the_next_one() => AgreeAsync(
        TracePair.Inet, small: true, [], new PeerClose(Resets: false), new Send(20_000), new Send(1), new Send(1), Poll);

    [Test]
    public Task When_a_send_meets_the_end_in_active_mode_nothing_is_owed_to_a_receive() => AgreeAsync(
        TracePair.Inet,
        [Settings.Active(TcpActive.Once), Settings.ExitOnClose(false)],
        new Shutdown(TcpShutdown.ReadWrite), new Send(1), Poll);

    [Test]
    public Task When_a_send_meets_the_end_in_active_mode_closed_is_owed_to_the_next_send() => AgreeAsync(
        TracePair.Inet,
        [Settings.Active(TcpActive.Once), Settings.ExitOnClose(false)],
        new PeerClose(Resets: true), new Send(1), new Send(0), new Send(0));

    [Test]
    public Task When_the_background_meets_a_reset_in_passive_mode_closed_is_owed_to_the_next_send([Values] bool exitOnClose) => AgreeAsync(
        TracePair.Inet,
        small: true,
        [Settings.ExitOnClose(exitOnClose)],
        new Clog(10), new PeerClose(Resets: true), new Send(1), new Send(1), Poll);

    [Test]
    public Task Half_closed_a_receive_that_meets_the_end_again_ends_the_send_that_waits() => AgreeAsync(
        TracePair.Inet,
        small: true,
        [Settings.ExitOnClose(false)],
        new PeerFin(), Poll, new Clog(0), new Send(20_000), Poll, new Send(1), Poll);

    [Test]
    public Task Half_closed_arming_ends_the_send_that_waits() => AgreeAsync(
        TracePair.Inet,
        small: true,
        [Settings.ExitOnClose(false)],
        new PeerFin(), Poll, new Clog(0), new Send(20_000), new SetOption(Settings.Active(TcpActive.Once)), new Send(1), Poll);

    [Test]
    public Task A_shutdown_that_was_postponed_is_done_when_a_receive_that_meets_the_end_drops_the_queue() => AgreeAsync(
        TracePair.Inet,
        small: true,
        [Settings.ExitOnClose(false)],
        new Clog(0), new Send(20_000), new Shutdown(TcpShutdown.Write), new PeerFin(), Poll, new PeerDrain());

    [Test]
    public Task After_a_shutdown_that_was_postponed_even_an_empty_send_ends_the_connection(
        [Values] bool isActive, [Values] bool exitOnClose, [Values(0, 2)] int size) => AgreeAsync(
        TracePair.Inet,
        small: true,
        [Settings.Active(isActive ? TcpActive.True : TcpActive.False), Settings.ExitOnClose(exitOnClose)],
        new Clog(0), new Shutdown(TcpShutdown.Write), new PeerDrain(), new Send(size), new Counters(), new Send(1), Poll);

    [Test]
    public Task Half_closed_setting_the_same_mode_again_tells_nothing() => AgreeAsync(
        TracePair.Inet,
        [Settings.Packet(PacketType.Length4), Settings.ExitOnClose(false), Settings.PacketSize(100)],
        new PeerSend(PacketType.Length4, [1460]), new SetOption(Settings.Active(TcpActive.Once)),
        new SetOption(Settings.Active(TcpActive.Once)));

    [Test]
    public Task Half_closed_setting_the_same_mode_again_reads_nothing() => AgreeAsync(
        TracePair.Inet,
        [Settings.Active(TcpActive.Once), Settings.ExitOnClose(false)],
        new Shutdown(TcpShutdown.Read), new PeerSend(PacketType.Raw, [1]), new SetOption(Settings.Active(TcpActive.Once)));

    [Test]
    public Task Half_closed_another_mode_reads_on_as_packets_come() => AgreeAsync(
        TracePair.Inet,
        [Settings.Packet(PacketType.Length4), Settings.ExitOnClose(false), Settings.PacketSize(4), Settings.Active(TcpActive.Once)],
        new PeerSend(PacketType.Length4, [5]), new SetOption(Settings.Active(TcpActive.True)),
        new PeerSend(PacketType.Length4, [4]), new PeerSend(PacketType.Length4, [3, 2]));

    [Test]
    public Task Half_closed_handing_over_reads_on() => AgreeAsync(
        TracePair.Inet,
        [Settings.Packet(PacketType.Length4), Settings.ExitOnClose(false), Settings.PacketSize(4), Settings.Active(TcpActive.Count(3))],
        new PeerSend(PacketType.Length4, [5]), new PeerSend(PacketType.Length4, [4]), new HandOver(0, 1));

    [Test]
    public Task With_exit_on_close_set_meanwhile_the_same_mode_does_not_end_it() => AgreeAsync(
        TracePair.Inet,
        [Settings.ExitOnClose(false), Settings.Active(TcpActive.True)],
        new PeerFin(), new SetOption(Settings.ExitOnClose(true)), new SetOption(Settings.Active(TcpActive.True)), new Send(1));

    [Test]
    public Task Setting_active_once_gives_the_buffer_its_size([Values] bool isOnce) => AgreeAsync(
        TracePair.Inet,
        [],
        new SetOption(Settings.Active(isOnce ? TcpActive.Once : TcpActive.True)), new SetOption(Settings.Buffer(10)),
        new PeerSend(PacketType.Raw, [16]), new PeerSend(PacketType.Raw, [16]));

    [Test]
    public Task A_break_that_the_owner_is_told_when_active_is_set_is_owed_to_a_receive() => AgreeAsync(
        TracePair.Inet,
        small: true,
        [Settings.ExitOnClose(false)],
        new Send(19_998), new PeerClose(Resets: true), new SetOption(Settings.Active(TcpActive.Once)), new Receive(0, 15));

    [Test]
    public Task With_exit_on_close_set_meanwhile_arming_ends_it() => AgreeAsync(
        TracePair.Inet,
        [Settings.ExitOnClose(false), Settings.Active(TcpActive.True)],
        new PeerFin(), new SetOption(Settings.ExitOnClose(true)), new SetOption(Settings.Active(TcpActive.Once)), new Send(1));

    [Test]
    public Task What_arrives_after_a_shutdown_of_reading_is_told() => AgreeAsync(
        TracePair.Inet,
        [Settings.ExitOnClose(false)],
        new Shutdown(TcpShutdown.Read), Poll, new PeerSend(PacketType.Raw, [3]), new SetOption(Settings.Active(TcpActive.True)));

    [Test]
    public Task What_arrives_after_a_shutdown_of_reading_is_received([Values(0, 1, 10)] int length) => AgreeAsync(
        TracePair.Inet,
        [Settings.ExitOnClose(false)],
        new Shutdown(TcpShutdown.Read), Poll, new PeerSend(PacketType.Raw, [3]), new Receive(length, 15), Poll);

    [Test]
    public Task The_buffer_of_an_active_socket_is_as_large_as_the_option_says_when_something_comes() => AgreeAsync(
        TracePair.Inet,
        [Settings.Active(TcpActive.Once), Settings.Buffer(8)],
        new SetOption(Settings.Buffer(1460)), new PeerSend(PacketType.Raw, [16]));

    [Test]
    public Task A_receive_is_not_allowed_once_active_is_set_though_another_one_waits() => AgreeAsync(
        TracePair.Socket, [], new Receive(), new SetOption(Settings.Active(TcpActive.True)), new Receive());

    [Test]
    public Task A_reset_that_a_send_meets_is_told_after_the_end() => AgreeAsync(
        TracePair.Inet,
        [Settings.ShowEconnreset(true), Settings.ExitOnClose(false), Settings.Active(TcpActive.Count(5))],
        new Shutdown(TcpShutdown.ReadWrite), new Send(1));

    [Test]
    public Task After_a_shutdown_that_failed_a_broken_pipe_is_no_reset() => AgreeAsync(
        TracePair.Inet,
        [Settings.ShowEconnreset(true), Settings.ExitOnClose(false)],
        new PeerClose(Resets: true), Poll, new Shutdown(TcpShutdown.Write), new Send(1), Poll);

    [Test]
    public Task After_a_shutdown_that_was_postponed_a_broken_pipe_is_no_reset() => AgreeAsync(
        TracePair.Inet,
        small: true,
        [Settings.ShowEconnreset(true)],
        new Clog(10), new Shutdown(TcpShutdown.Write), new PeerDrain(), new Send(1), Poll);

    [Test]
    public Task A_length_is_looked_at_before_the_end_of_the_stream() => AgreeAsync(
        TracePair.Inet,
        [Settings.Packet(PacketType.Length1), Settings.ExitOnClose(false)],
        new PeerFin(), Poll, new Receive(1, 0));

    [Test]
    public Task A_poll_for_a_length_that_reads_the_last_bytes_does_not_meet_the_end_on_socket_either() => AgreeAsync(
        TracePair.Socket, [], new PeerSend(PacketType.Raw, [1]), new PeerFin(), new Receive(2, 0), new Receive(2, 0));

    [Test]
    public Task A_send_that_waits_has_the_show_econnreset_that_it_began_with() => AgreeAsync(
        TracePair.Socket,
        small: true,
        [],
        new Clog(0), new Send(1), new SetOption(Settings.ShowEconnreset(true)), new Shutdown(TcpShutdown.ReadWrite));

    [Test]
    public Task A_send_behind_one_that_waits_is_einval_once_the_socket_is_gone() => AgreeAsync(
        TracePair.Inet,
        small: true,
        [Settings.Active(TcpActive.Once)],
        new Clog(0), new Send(4977), new Send(256), new Shutdown(TcpShutdown.Read));

    [Test]
    public Task Of_two_shutdowns_that_are_postponed_the_one_of_writing_alone_is_done([Values] bool isFirst) => AgreeAsync(
        TracePair.Inet,
        small: true,
        [Settings.Active(TcpActive.True)],
        new Clog(100),
        new Shutdown(isFirst ? TcpShutdown.Write : TcpShutdown.ReadWrite),
        new Shutdown(isFirst ? TcpShutdown.ReadWrite : TcpShutdown.Write),
        new PeerDrain());

    [Test]
    public Task The_length_of_a_poll_that_failed_counts_for_the_first_message() => AgreeAsync(
        TracePair.Inet,
        [],
        new PeerSend(PacketType.Raw, [1]), new Receive(3, 0), new SetOption(Settings.Active(TcpActive.Count(2))),
        new PeerSend(PacketType.Raw, [1]), new PeerSend(PacketType.Raw, [2]), new PeerSend(PacketType.Raw, [3]));

    [Test]
    public Task Without_time_a_send_is_one_write() => AgreeAsync(
        TracePair.Socket, small: true, [Settings.SendTimeout(0)], new Send(Send.MoreThanKernel));

    [Test]
    public Task After_a_send_has_met_the_reset_a_receive_meets_the_end() => AgreeAsync(
        TracePair.Socket,
        [Settings.ShowEconnreset(true)],
        new PeerClose(Resets: true), new Send(1), Poll, new Send(1), Poll, new GetOption(Settings.SendTimeout(0)));

    [Test]
    public Task After_a_reset_was_read_options_of_the_system_are_not_available() => AgreeAsync(
        TracePair.Socket,
        [],
        new PeerClose(Resets: true), Poll, new GetOption(Settings.Buffer(1)), new GetOption(Settings.HighWatermark(1)));

    [Test]
    public Task Shutting_down_reading_and_then_writing_is_as_both() => AgreeAsync(
        TracePair.Socket,
        [],
        new Shutdown(TcpShutdown.Read), new Shutdown(TcpShutdown.Write), new Shutdown(TcpShutdown.Read),
        new Shutdown(TcpShutdown.Write), new Shutdown(TcpShutdown.ReadWrite));

    [Test]
    public Task Shutting_down_both_again_after_the_kernel_has_reset_the_connection() => AgreeAsync(
        TracePair.Socket,
        [],
        new Shutdown(TcpShutdown.ReadWrite), new PeerSend(PacketType.Raw, [1]), new Shutdown(TcpShutdown.ReadWrite));

    [Test]
    public Task A_receive_that_waits_looks_again_when_the_packet_type_is_set() => AgreeAsync(
        TracePair.Socket,
        [Settings.Packet(PacketType.Length2)],
        new PeerSend(PacketType.Raw, [1]), new Receive(), new SetOption(Settings.Packet(PacketType.Raw)));

    [Test]
    public Task Sends_that_fail_are_not_counted() => AgreeAsync(
        TracePair.Socket, [], new PeerClose(Resets: true), new Send(1), new Counters());

    private static Task AgreeAsync(TracePair pair, Setting[] options, params Step[] steps) =>
        AgreeAsync(pair, small: false, options, steps);

    private static async Task AgreeAsync(TracePair pair, bool small, Setting[] options, params Step[] steps)
    {
        Verdict verdict = await TraceRun.TryAsync(pair, new Sequence(small, options, steps));
        Assert.That(verdict.Disagreement, Is.Null, () => verdict.Trace.ToString());
        Assert.That(verdict.Steps, Is.GreaterThan(steps.Length), "every step was done, and the last ones");
    }
}
