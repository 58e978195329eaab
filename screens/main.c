#include "screens/cmd.h"
#include "screens/rescue.h"

int main(int argc, char **argv)
{
	harden();
	rescue_terminal();
	return cmd_main(argc, argv);
}
