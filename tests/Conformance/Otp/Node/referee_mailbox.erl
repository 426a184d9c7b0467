%% An owner of sockets: a process that leaves their messages in its own message queue until it is asked for one, since that is
%% where controlling_process looks for them.
-module(referee_mailbox).
-export([new/0, loop/0, run/2, take/2, wait/1, stop/1, ended/1]).

%% Called by the process that is to be one.
new() ->
    {ok, self()}.

loop() ->
    receive
        {run, From, Tag, Fun} ->
            From ! {Tag, Fun()},
            loop()
    end.

%% Lets it do something, and returns what came of it.
run(Mailbox, Fun) ->
    Monitor = monitor(process, Mailbox),
    Mailbox ! {run, self(), Monitor, Fun},
    receive
        {Monitor, Result} ->
            demonitor(Monitor, [flush]),
            Result;
        {'DOWN', Monitor, process, _, _} ->
            exit(mailbox_ended)
    end.

%% Its oldest message, with the number of the socket in the socket's place.
take(Mailbox, Session) ->
    case is_process_alive(Mailbox) andalso run(Mailbox, fun take_first/0) of
        {Socket, {data, Data}} -> {number(Session, Socket), {data, Data}};
        {Kind, Socket} -> {Kind, number(Session, Socket)};
        {Kind, Socket, Value} -> {Kind, number(Session, Socket), Value};
        _ -> nothing
    end.

take_first() ->
    receive
        Message when element(1, Message) =/= run -> Message
    after 0 ->
        nothing
    end.

%% Waits for a message and leaves it where it is. False: it has ended.
wait(Mailbox) ->
    case process_info(Mailbox, messages) of
        undefined ->
            false;
        {messages, Messages} ->
            case lists:any(fun(Message) -> element(1, Message) =/= run end, Messages) of
                true -> true;
                false -> pause(Mailbox)
            end
    end.

pause(Mailbox) ->
    receive after 1 -> wait(Mailbox) end.

stop(Mailbox) ->
    Monitor = monitor(process, Mailbox),
    exit(Mailbox, shutdown),
    receive {'DOWN', Monitor, process, _, _} -> ok end.

%% Waits for the end of a socket, and returns the reason that OTP gives.
ended(Socket) ->
    Monitor = inet:monitor(Socket),
    receive {'DOWN', Monitor, _, _, Reason} -> Reason end.

number(Session, Socket) ->
    referee_session:number(Session, Socket).
