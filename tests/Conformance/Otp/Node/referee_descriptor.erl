%% Descriptors that were opened without gen_tcp, for its option fd.
-module(referee_descriptor).
-export([open/4, number/1]).

%% Called by the process that is to have it.
open(Family, Local, Remote, Doing) ->
    {ok, Socket} = socket:open(Family, stream, default),
    ok = bind(Socket, Family, Local),
    ok = connect(Socket, Family, Remote, Doing),
    ok = listen(Socket, Doing),
    {ok, Socket}.

number(Socket) ->
    socket:getopt(Socket, otp, fd).

bind(_, _, none) -> ok;
bind(Socket, Family, {Address, Port}) -> socket:bind(Socket, #{family => Family, addr => Address, port => Port}).

connect(_, _, none, _) ->
    ok;
connect(Socket, Family, {Address, Port}, connecting) ->
    {select, _} = socket:connect(Socket, #{family => Family, addr => Address, port => Port}, nowait),
    ok;
connect(Socket, Family, {Address, Port}, _) ->
    socket:connect(Socket, #{family => Family, addr => Address, port => Port}).

listen(Socket, listening) -> socket:listen(Socket);
listen(_, _) -> ok.
